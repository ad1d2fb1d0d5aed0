package io.piste.webhook;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.base.Json;
import io.piste.base.SiteId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Messages to webhooks. One enters in the transaction of what it tells, once for each webhook that
 * asked for it, whatever is projected anew; {@link WebhookWorker} sends it. Thread-safe.
 */
public final class Deliveries {
  /** How long a message is kept after it was made. */
  static final Duration KEPT = Duration.ofDays(30);

  /**
   * What is older is news to nobody. It is told again when events are projected anew, perhaps long
   * after the message about it was forgotten.
   */
  private static final Duration NEWS = Duration.ofDays(8);

  private static final int FORGOTTEN_AT_ONCE = 1000;

  private static final String LISTENERS =
      """
      SELECT id FROM webhook
      WHERE site_id = :site AND off_at IS NULL AND created_at <= :at
        AND FIND_IN_SET(:event, events) > 0
      """;

  private static final String ADD =
      """
      INSERT IGNORE INTO webhook_delivery
        (webhook_id, fact, event, body, contact_id, state, due_at, created_at)
      VALUES (:webhook, :fact, :event, :body, :contact, 'waiting', :now, :now)
      """;

  private static final String LATEST =
      """
      SELECT id, fact, event, body, state, attempts, due_at, status, problem, note, took, created_at,
             tried_at
      FROM webhook_delivery WHERE webhook_id = :webhook ORDER BY id DESC LIMIT :limit
      """;

  private static final String AGAIN =
      """
      UPDATE webhook_delivery SET state = 'waiting', attempts = 0, due_at = :now
      WHERE id = :id AND webhook_id = :webhook AND state IN ('waiting', 'delivered', 'given_up')
      """;

  private static final String REST_NO_MORE =
      "UPDATE webhook SET rest_until = 0 WHERE id = :webhook";

  private static final String FORGET =
      "DELETE FROM webhook_delivery WHERE created_at < :until ORDER BY created_at LIMIT :limit";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads nothing yet. */
  public Deliveries(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Something to tell.
   *
   * @param key with the event it names what happened, so that it is told once
   * @param data what the message says
   * @param contact whose address {@code data} holds, null when it holds none
   */
  record Fact(
      SiteId site,
      WebhookEvent event,
      String key,
      Map<String, Object> data,
      @Nullable ContactId contact,
      Instant at) {}

  /** Whether anybody wants to know; cheap, and locks nothing. */
  List<Long> listeners(Handle handle, SiteId site, WebhookEvent event, Instant at) {
    if (at.isBefore(clock.instant().minus(NEWS))) {
      return List.of();
    }
    return handle
        .createQuery(LISTENERS)
        .bind("site", site)
        .bind("event", event.word())
        .bind("at", at)
        .mapTo(Long.class)
        .list();
  }

  /** Queues a message for each of the webhooks, inside the caller's transaction. */
  void add(Handle handle, List<Long> webhooks, Fact fact) {
    String body = body(fact);
    byte[] digest = digest(fact);
    for (long webhook : webhooks) {
      add(handle, webhook, fact, body, digest);
    }
  }

  private void add(Handle handle, long webhook, Fact fact, String body, byte[] digest) {
    handle
        .createUpdate(ADD)
        .bind("webhook", webhook)
        .bind("fact", digest)
        .bind("event", fact.event().word())
        .bind("body", body)
        .bindByType("contact", fact.contact(), ContactId.class)
        .bind("now", clock.instant())
        .execute();
  }

  /** Queues a message that says that somebody tries the webhook. */
  public void test(Webhook webhook, String publicId) {
    Fact fact =
        new Fact(
            webhook.site(),
            WebhookEvent.PISTE_TEST,
            UUID.randomUUID().toString(),
            Map.of("site", publicId),
            null,
            clock.instant());
    retried(
        () ->
            jdbi.inTransaction(
                handle -> {
                  add(handle, List.of(webhook.id()), fact);
                  return rested(handle, webhook);
                }));
  }

  /**
   * Sends a message once more, under its id, at once and as often as a new one; false when it is
   * gone or being sent.
   */
  public boolean sendAgain(Webhook webhook, long id) {
    return retried(
        () ->
            jdbi.inTransaction(
                handle -> {
                  boolean queued =
                      handle
                              .createUpdate(AGAIN)
                              .bind("id", id)
                              .bind("webhook", webhook.id())
                              .bind("now", clock.instant())
                              .execute()
                          == 1;
                  return queued && rested(handle, webhook);
                }));
  }

  private static boolean rested(Handle handle, Webhook webhook) {
    handle.createUpdate(REST_NO_MORE).bind("webhook", webhook.id()).execute();
    return true;
  }

  /** The latest messages to a webhook, newest first. */
  public List<WebhookDelivery> latest(Webhook webhook, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LATEST)
                .bind("webhook", webhook.id())
                .bind("limit", limit)
                .map(Deliveries::read)
                .list());
  }

  /** Forgets what is older than 30 days, a bounded number; true when there may be more. */
  public boolean forgetOld() {
    return retried(
            () ->
                jdbi.withHandle(
                    handle ->
                        handle
                            .createUpdate(FORGET)
                            .bind("until", clock.instant().minus(KEPT))
                            .bind("limit", FORGOTTEN_AT_ONCE)
                            .execute()))
        == FORGOTTEN_AT_ONCE;
  }

  /** The header {@code webhook-id} of a fact. */
  static String messageId(byte[] fact) {
    return "msg_" + HexFormat.of().formatHex(fact);
  }

  private static String body(Fact fact) {
    return Json.write(
        new Envelope(
            fact.event().word(), fact.at().truncatedTo(ChronoUnit.MILLIS).toString(), fact.data()));
  }

  private record Envelope(String type, String timestamp, Map<String, Object> data) {}

  private static byte[] digest(Fact fact) {
    String whole = fact.site().value() + "\n" + fact.event().word() + "\n" + fact.key();
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static WebhookDelivery read(ResultSet row, StatementContext context) throws SQLException {
    return new WebhookDelivery(
        row.getLong("id"),
        messageId(row.getBytes("fact")),
        row.getString("event"),
        row.getString("body"),
        DeliveryState.of(row.getString("state")),
        row.getInt("attempts"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        number(row, "status"),
        row.getString("problem"),
        row.getString("note"),
        number(row, "took"),
        Instant.ofEpochMilli(row.getLong("created_at")),
        instant(row, "tried_at"));
  }

  private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(value);
  }
}
