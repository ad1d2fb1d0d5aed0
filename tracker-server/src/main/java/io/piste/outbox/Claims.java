package io.piste.outbox;

import static io.piste.db.LockConflicts.retried;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Which worker sends which mail. Every change is conditional on owner and state and counted: 0 rows
 * means that somebody else won. See docs/adr/0008-a-mail-is-sent-once.md.
 */
final class Claims {

  private static final String FREE_EXPIRED =
      """
      UPDATE outbox_message SET state = 'queued', lease_owner = NULL, lease_until = NULL
      WHERE state = 'claimed' AND lease_until < :now
      """;

  /** Whoever was sending is gone or late: the mail may be out, so it is not repeated. */
  private static final String GIVE_UP_EXPIRED =
      """
      UPDATE outbox_message SET state = 'unknown', reason = 'interrupted'
      WHERE state = 'sending' AND lease_until < :now
      """;

  private static final String DUE =
      """
      SELECT id FROM outbox_message WHERE state = 'queued' AND due_at <= :now
      ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED
      """;

  private static final String CLAIM =
      """
      UPDATE outbox_message SET state = 'claimed', lease_owner = :owner, lease_until = :until
      WHERE id IN (<ids>) AND state = 'queued'
      """;

  private static final String CLAIMED =
      Outbox.COLUMNS
          + "WHERE id IN (<ids>) AND state = 'claimed' AND lease_owner = :owner ORDER BY due_at, id";

  private static final String SENDING =
      """
      UPDATE outbox_message SET state = 'sending', subject = :subject, lease_until = :until
      WHERE id = :id AND state = 'claimed' AND lease_owner = :owner
      """;

  /** A worker that outlived its lease still knows best what became of its mail. */
  private static final String SENT =
      """
      UPDATE outbox_message
      SET state = 'sent', reason = NULL, server_reply = :words, sent_at = :now,
          lease_owner = NULL, lease_until = NULL
      WHERE id = :id AND state IN ('sending', 'unknown') AND lease_owner = :owner
      """;

  private static final String END =
      """
      UPDATE outbox_message
      SET state = :state, reason = :reason, server_reply = COALESCE(:words, server_reply),
          attempts = attempts + :attempt, lease_owner = NULL, lease_until = NULL
      WHERE id = :id AND state IN ('claimed', 'sending', 'unknown') AND lease_owner = :owner
      """;

  private static final String BACK =
      """
      UPDATE outbox_message
      SET state = 'queued', due_at = :due, server_reply = :words, attempts = attempts + :attempt,
          reason = NULL, lease_owner = NULL, lease_until = NULL
      WHERE id = :id AND state IN ('claimed', 'sending', 'unknown') AND lease_owner = :owner
      """;

  private final Jdbi jdbi;

  Claims(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Settles what dead workers left: claimed mails are free again, half-sent ones unknown. */
  int settleExpired(Instant now) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  handle.createUpdate(FREE_EXPIRED).bind("now", now).execute();
                  return handle.createUpdate(GIVE_UP_EXPIRED).bind("now", now).execute();
                }));
  }

  /** Takes mails that are due, oldest first. */
  List<OutboxMessage> claim(UUID owner, int limit, Instant now, Instant until) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> claim(handle, owner, limit, now, until)));
  }

  private static List<OutboxMessage> claim(
      Handle handle, UUID owner, int limit, Instant now, Instant until) {
    List<Long> ids =
        handle.createQuery(DUE).bind("now", now).bind("limit", limit).mapTo(Long.class).list();
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
        .map(MessageRow::read)
        .list();
  }

  /** Asks in a transaction of its own, and writes if the question does. */
  <T> T ask(Function<Handle, T> question) {
    return retried(
        () -> jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, question::apply));
  }

  /** From now on the mail may be out; false when it is not this worker's any more. */
  boolean markSending(Handle handle, Mine mine, String subject, Instant until) {
    Update update = handle.createUpdate(SENDING).bind("subject", subject).bind("until", until);
    return count(update, mine) == 1;
  }

  boolean markSent(Mine mine, String words, Instant now) {
    return changed(SENT, mine, update -> update.bind("words", cut(words)).bind("now", now));
  }

  /** Ends a mail unsent, or with an unknown end. */
  boolean end(Mine mine, End end) {
    return jdbi.withHandle(handle -> end(handle, mine, end));
  }

  boolean end(Handle handle, Mine mine, End end) {
    Update update =
        handle
            .createUpdate(END)
            .bind("state", end.state().word())
            .bind("reason", end.reason())
            .bind("words", end.words().isEmpty() ? null : cut(end.words()))
            .bind("attempt", end.attempts());
    return count(update, mine) == 1;
  }

  /** Puts a mail back into the queue. */
  boolean putBack(Mine mine, Instant due, String words, boolean countsAsAttempt) {
    return changed(
        BACK,
        mine,
        update ->
            update
                .bind("due", due)
                .bind("words", words.isEmpty() ? null : cut(words))
                .bind("attempt", countsAsAttempt ? 1 : 0));
  }

  /** A claimed mail and who claimed it. */
  record Mine(long id, UUID owner) {}

  /** How a mail ends without having been sent for sure. */
  record End(OutboxState state, String reason, String words, int attempts) {}

  private interface Binding {
    Update on(Update update);
  }

  private boolean changed(String sql, Mine mine, Binding binding) {
    return retried(
            () -> jdbi.withHandle(handle -> count(binding.on(handle.createUpdate(sql)), mine)))
        == 1;
  }

  private static int count(Update update, Mine mine) {
    return update.bind("id", mine.id()).bind("owner", mine.owner()).execute();
  }

  private static String cut(String words) {
    String oneLine = words.replaceAll("[\\r\\n]+", " ").strip();
    return oneLine.length() <= 500 ? oneLine : oneLine.substring(0, 500);
  }
}
