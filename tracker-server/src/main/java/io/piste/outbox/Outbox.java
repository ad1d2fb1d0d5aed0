package io.piste.outbox;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Mails to send, each once: the meeting point of those who decide that a mail is due and those who
 * send it. A mail enters it in the transaction that decides. Thread-safe.
 */
public final class Outbox {
  private static final String ENQUEUE =
      """
      INSERT IGNORE INTO outbox_message
        (dedupe_key, kind, site_id, contact_id, enrolment_id, step, state, due_at, created_at)
      VALUES (:key, :kind, :site, :contact, :enrolment, :step, 'queued', :due, :now)
      """;

  /** What is being sent is left alone: it may be out already. */
  private static final String CANCEL_OF_ENROLMENT =
      """
      UPDATE outbox_message SET state = 'cancelled', reason = :reason
      WHERE enrolment_id = :enrolment AND state IN ('queued', 'claimed')
      """;

  private static final String CANCEL_OF_CONTACT =
      """
      UPDATE outbox_message SET state = 'cancelled', reason = :reason
      WHERE contact_id = :contact AND site_id = :site AND state IN ('queued', 'claimed')
      """;

  static final String COLUMNS =
      """
      SELECT id, dedupe_key, kind, site_id, contact_id, enrolment_id, step, state, reason, subject,
             attempts, due_at, server_reply, created_at, sent_at
      FROM outbox_message
      """;

  private static final String BY_ID = COLUMNS + "WHERE id = :id";

  private static final String OF_CONTACT =
      COLUMNS + "WHERE contact_id = :contact ORDER BY created_at DESC, id DESC LIMIT :limit";

  private static final String OF_SITE =
      COLUMNS + "WHERE site_id = :site ORDER BY created_at DESC, id DESC LIMIT :limit";

  private static final String COUNTS =
      "SELECT state, COUNT(*) AS mails FROM outbox_message WHERE site_id = :site GROUP BY state";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks the database nothing yet. */
  public Outbox(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Queues a mail in the caller's transaction; false when its key was queued before. */
  public boolean enqueue(Handle handle, NewMessage message) {
    return handle
            .createUpdate(ENQUEUE)
            .bind("key", message.dedupeKey())
            .bind("kind", message.kind())
            .bind("site", message.site())
            .bind("contact", message.contact())
            .bind("enrolment", message.enrolment())
            .bind("step", message.step())
            .bind("due", message.dueAt())
            .bind("now", clock.instant())
            .execute()
        == 1;
  }

  /** Cancels what an enrolment queued and nobody began to send; answers how many. */
  public int cancelOfEnrolment(Handle handle, long enrolment, String reason) {
    return handle
        .createUpdate(CANCEL_OF_ENROLMENT)
        .bind("enrolment", enrolment)
        .bind("reason", reason)
        .execute();
  }

  /** Cancels every mail of a site to a person that nobody began to send; answers how many. */
  public int cancelOfContact(Handle handle, SiteId site, ContactId contact, String reason) {
    return handle
        .createUpdate(CANCEL_OF_CONTACT)
        .bind("site", site)
        .bind("contact", contact)
        .bind("reason", reason)
        .execute();
  }

  /** One mail, whatever its state. */
  public Optional<OutboxMessage> byId(long id) {
    return jdbi.withHandle(
        handle -> handle.createQuery(BY_ID).bind("id", id).map(MessageRow::read).findOne());
  }

  /** The mails to a person, newest first, of all sites. */
  public List<OutboxMessage> ofContact(ContactId contact, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_CONTACT)
                .bind("contact", contact)
                .bind("limit", limit)
                .map(MessageRow::read)
                .list());
  }

  /** The mails of a site, newest first. */
  public List<OutboxMessage> ofSite(SiteId site, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF_SITE)
                .bind("site", site)
                .bind("limit", limit)
                .map(MessageRow::read)
                .list());
  }

  /** How many mails of a site are in which state; states without any are left out. */
  public Map<OutboxState, Long> counts(SiteId site) {
    Map<OutboxState, Long> counts = new EnumMap<>(OutboxState.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(COUNTS)
                .bind("site", site)
                .map((row, context) -> Map.entry(row.getString("state"), row.getLong("mails")))
                .forEach(entry -> counts.put(OutboxState.of(entry.getKey()), entry.getValue())));
    return counts;
  }

  /** The store of who sends what, for workers. */
  Claims claims() {
    return new Claims(jdbi);
  }
}
