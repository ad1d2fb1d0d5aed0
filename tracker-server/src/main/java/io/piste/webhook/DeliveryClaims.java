package io.piste.webhook;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.SiteId;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Which worker sends which message. A change of a message is conditional on who claimed it: a
 * worker whose lease ran out and whose message somebody else has by now changes nothing.
 */
final class DeliveryClaims {
  /** The owner stays: the worker may be late only, and then knows best. */
  private static final String FREE_EXPIRED =
      """
      UPDATE webhook_delivery SET state = 'waiting', lease_until = NULL
      WHERE state = 'sending' AND lease_until < :now
      """;

  private static final String READY =
      """
      SELECT w.id, w.failures FROM webhook w
      WHERE w.off_at IS NULL AND w.rest_until <= :now
        AND EXISTS (SELECT 1 FROM webhook_delivery d
                    WHERE d.webhook_id = w.id AND d.state = 'waiting' AND d.due_at <= :now)
      ORDER BY w.rest_until, w.id LIMIT :limit
      """;

  private static final String DUE =
      """
      SELECT id FROM webhook_delivery
      WHERE webhook_id = :webhook AND state = 'waiting' AND due_at <= :now
      ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
      """;

  private static final String CLAIM =
      """
      UPDATE webhook_delivery
      SET state = 'sending', attempts = attempts + 1, lease_owner = :owner, lease_until = :until
      WHERE id IN (<ids>) AND state = 'waiting'
      """;

  private static final String CLAIMED =
      """
      SELECT d.id, d.webhook_id, d.fact, d.body, d.attempts, d.tried_at, w.site_id, w.url, w.salt,
             IF(w.old_until > :now, w.old_salt, NULL) AS old_salt, w.failures, w.failing_since
      FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
      WHERE d.id IN (<ids>) AND d.state = 'sending' AND d.lease_owner = :owner
      ORDER BY d.due_at, d.id
      """;

  private static final String END =
      """
      UPDATE webhook_delivery
      SET state = :state, due_at = :due, status = :status, problem = :problem, note = :note,
          took = :took, tried_at = :now, lease_owner = NULL, lease_until = NULL
      WHERE id = :id AND state IN ('sending', 'waiting') AND lease_owner = :owner
      """;

  private static final String WELL =
      """
      UPDATE webhook SET failures = 0, failing_since = NULL, rest_until = 0
      WHERE id = :webhook AND failures > 0
      """;

  private static final String UNWELL =
      """
      UPDATE webhook
      SET failures = failures + 1, failing_since = COALESCE(failing_since, :now),
          rest_until = GREATEST(rest_until, :rest)
      WHERE id = :webhook
      """;

  private static final String OFF =
      "UPDATE webhook SET off_at = :now, off_reason = :reason WHERE id = :webhook AND off_at IS NULL";

  private static final String GIVE_UP_WAITING =
      "UPDATE webhook_delivery SET state = 'given_up' WHERE webhook_id = :webhook AND state = 'waiting'";

  private final Jdbi jdbi;
  private final Webhooks webhooks;

  DeliveryClaims(Jdbi jdbi, Webhooks webhooks) {
    this.jdbi = jdbi;
    this.webhooks = webhooks;
  }

  /**
   * A message that this worker has until its lease ends.
   *
   * @param attempts with the one that begins now
   * @param repeated whether it may have arrived before
   * @param health of the webhook when it was claimed
   */
  record Claimed(
      long id,
      long webhook,
      SiteId site,
      URI url,
      String messageId,
      String body,
      int attempts,
      boolean repeated,
      List<byte[]> secrets,
      Health health) {}

  /** How a webhook did so far. */
  record Health(int failures, @Nullable Instant failingSince) {}

  /** How much is taken at once: webhooks, and messages of each. */
  record Share(int webhooks, int messages) {}

  /** Messages whose worker is gone wait again. */
  int freeExpired(Instant now) {
    return retried(
        () ->
            jdbi.withHandle(
                handle -> handle.createUpdate(FREE_EXPIRED).bind("now", now).execute()));
  }

  /** Takes messages that are due, the oldest of each webhook; of an unwell one a single one. */
  List<Claimed> claim(UUID owner, Share share, Instant now, Instant until) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> claim(handle, owner, share, now, until)));
  }

  private List<Claimed> claim(Handle handle, UUID owner, Share share, Instant now, Instant until) {
    List<Long> ids = new ArrayList<>();
    handle
        .createQuery(READY)
        .bind("now", now)
        .bind("limit", share.webhooks())
        .map((row, context) -> List.of(row.getLong("id"), row.getLong("failures")))
        .list()
        .forEach(
            hook ->
                ids.addAll(due(handle, hook.get(0), hook.get(1) > 0 ? 1 : share.messages(), now)));
    if (ids.isEmpty()) {
      return List.of();
    }
    handle
        .createUpdate(CLAIM)
        .bindList("ids", ids)
        .bind("owner", owner)
        .bind("until", until)
        .execute();
    return handle
        .createQuery(CLAIMED)
        .bindList("ids", ids)
        .bind("owner", owner)
        .bind("now", now)
        .map((row, context) -> read(row))
        .list();
  }

  private static List<Long> due(Handle handle, long webhook, long limit, Instant now) {
    return handle
        .createQuery(DUE)
        .bind("webhook", webhook)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(Long.class)
        .list();
  }

  /** A claimed message, and who claimed it. */
  record Mine(long id, long webhook, UUID owner) {}

  /** The message arrived; false when it is not this worker's any more. */
  boolean delivered(Mine mine, Attempt attempt, Instant now) {
    return settled(
        handle -> ended(handle, mine, new End(DeliveryState.DELIVERED, now), attempt, now),
        handle -> handle.createUpdate(WELL).bind("webhook", mine.webhook()).execute());
  }

  /** Where a message stands from now on, and when it is due. */
  record End(DeliveryState state, Instant due) {}

  /** What follows from a failed attempt: for the message, for the webhook. */
  record Failure(End end, Instant rest, @Nullable OffReason off) {}

  /** The message did not arrive; false when it is not this worker's any more. */
  boolean failed(Mine mine, Attempt attempt, Failure failure, Instant now) {
    return settled(
        handle -> ended(handle, mine, failure.end(), attempt, now),
        handle -> {
          handle
              .createUpdate(UNWELL)
              .bind("webhook", mine.webhook())
              .bind("now", now)
              .bind("rest", failure.rest())
              .execute();
          OffReason off = failure.off();
          if (off != null) {
            switchOff(handle, mine.webhook(), off, now);
          }
        });
  }

  private static void switchOff(Handle handle, long webhook, OffReason reason, Instant now) {
    handle
        .createUpdate(OFF)
        .bind("webhook", webhook)
        .bind("reason", reason.word())
        .bind("now", now)
        .execute();
    handle.createUpdate(GIVE_UP_WAITING).bind("webhook", webhook).execute();
  }

  private interface Ending {
    boolean on(Handle handle);
  }

  private boolean settled(Ending ending, Consumer<Handle> then) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  boolean mine = ending.on(handle);
                  if (mine) {
                    then.accept(handle);
                  }
                  return mine;
                }));
  }

  private static boolean ended(Handle handle, Mine mine, End end, Attempt attempt, Instant now) {
    return handle
            .createUpdate(END)
            .bind("id", mine.id())
            .bind("owner", mine.owner())
            .bind("state", end.state().word())
            .bind("due", end.due())
            .bind("status", attempt.status())
            .bind("problem", attempt.problem())
            .bind("note", attempt.note().isEmpty() ? null : attempt.note())
            .bind("took", (int) Math.min(Integer.MAX_VALUE, attempt.took().toMillis()))
            .bind("now", now)
            .execute()
        == 1;
  }

  private Claimed read(ResultSet row) throws SQLException {
    List<byte[]> secrets = new ArrayList<>();
    secrets.add(webhooks.secret(row.getBytes("salt")));
    byte[] old = row.getBytes("old_salt");
    if (old != null) {
      secrets.add(webhooks.secret(old));
    }
    long since = row.getLong("failing_since");
    Instant failingSince = row.wasNull() ? null : Instant.ofEpochMilli(since);
    return new Claimed(
        row.getLong("id"),
        row.getLong("webhook_id"),
        new SiteId(row.getLong("site_id")),
        URI.create(row.getString("url")),
        Deliveries.messageId(row.getBytes("fact")),
        row.getString("body"),
        row.getInt("attempts"),
        row.getInt("attempts") > 1 || row.getObject("tried_at") != null,
        secrets,
        new Health(row.getInt("failures"), failingSince));
  }
}
