package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.db.JsonRows;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** People with an e-mail address; one row per address in the whole installation. Thread-safe. */
public final class Contacts {
  private static final String SELECT =
      """
      SELECT id, email, first_name, last_name, language, origin, created_at, last_interaction_at
      FROM contact
      """;

  /** A negative time marks one that a rebuild took back and that no event has brought yet. */
  private static final String INSERT_UNLESS_KNOWN =
      """
      INSERT INTO contact (email, first_name, last_name, language, origin, created_at,
                           last_interaction_at)
      VALUES (:email, :firstName, :lastName, :language, :origin, :at, :at)
      ON DUPLICATE KEY UPDATE created_at = IF(created_at < 0, VALUES(created_at), created_at)
      """;

  /** What is known is corrected by proof only; what is not known yet may be claimed. */
  private static final String CORRECT =
      """
      UPDATE contact
      SET first_name = COALESCE(:firstName, first_name),
          last_name = COALESCE(:lastName, last_name),
          language = COALESCE(:language, language)
      WHERE id = :id
      """;

  private static final String FILL_IN =
      """
      UPDATE contact
      SET first_name = COALESCE(first_name, :firstName),
          last_name = COALESCE(last_name, :lastName),
          language = COALESCE(language, :language)
      WHERE id = :id
      """;

  private static final String TOUCH =
      "UPDATE contact SET last_interaction_at = :at WHERE id = :id AND last_interaction_at < :at";

  private static final String TOUCH_ALL =
      """
      UPDATE JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]', at BIGINT PATH '$[1]')) v
      STRAIGHT_JOIN contact c ON c.id = v.id
      SET c.last_interaction_at = v.at
      WHERE c.last_interaction_at < v.at
      """;

  private static final String NOTE_ACT =
      """
      UPDATE contact
      SET last_interaction_at = GREATEST(last_interaction_at, :at),
          acted_at = GREATEST(COALESCE(acted_at, 0), :at)
      WHERE id = :id
      """;

  private static final RowMapper<Contact> ROW =
      (row, context) ->
          new Contact(
              new ContactId(row.getLong("id")),
              new EmailAddress(row.getString("email")),
              row.getString("first_name"),
              row.getString("last_name"),
              row.getString("language"),
              row.getString("origin"),
              Instant.ofEpochMilli(row.getLong("created_at")),
              Instant.ofEpochMilli(row.getLong("last_interaction_at")));

  private final Jdbi jdbi;

  /** Reads and writes through the given pool. */
  public Contacts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A contact by its number. */
  public Optional<Contact> byId(ContactId id) {
    return jdbi.withHandle(handle -> byId(handle, id));
  }

  /** A contact by its number, inside the caller's transaction. */
  public Optional<Contact> byId(Handle handle, ContactId id) {
    return handle.createQuery(SELECT + "WHERE id = :id").bind("id", id).map(ROW).findOne();
  }

  /** A contact by its address. */
  public Optional<Contact> byEmail(EmailAddress email) {
    return jdbi.withHandle(handle -> byEmail(handle, email));
  }

  /** Those who acted last, latest first. */
  public List<Contact> latest(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT + "ORDER BY last_interaction_at DESC, id DESC LIMIT :limit")
                .bind("limit", limit)
                .map(ROW)
                .list());
  }

  /**
   * Finds the contact of an address or creates it. A claim fills in what is not known of a contact
   * but never changes what is; a proved identity does.
   */
  public ContactId findOrCreate(Handle handle, NewContact said) {
    int inserted =
        handle
            .createUpdate(INSERT_UNLESS_KNOWN)
            .bind("email", said.email().value())
            .bind("firstName", said.firstName())
            .bind("lastName", said.lastName())
            .bind("language", said.language())
            .bind("origin", said.origin())
            .bind("at", said.at())
            .execute();
    ContactId id =
        byEmail(handle, said.email())
            .orElseThrow(() -> new IllegalStateException("contact vanished, rows: " + inserted))
            .id();
    handle
        .createUpdate(said.proof() == Proof.VERIFIED ? CORRECT : FILL_IN)
        .bind("firstName", said.firstName())
        .bind("lastName", said.lastName())
        .bind("language", said.language())
        .bind("id", id)
        .execute();
    noteEvent(handle, id, said.at());
    return id;
  }

  /**
   * Notes an act that came from the person and is in no event, such as a link in a mail that was
   * followed; an older one than known changes nothing. A rebuild keeps it.
   */
  public void touch(Handle handle, ContactId id, Instant at) {
    handle.createUpdate(NOTE_ACT).bind("id", id).bind("at", at).execute();
  }

  /** Notes an act that is an event. */
  void noteEvent(Handle handle, ContactId id, Instant at) {
    handle.createUpdate(TOUCH).bind("id", id).bind("at", at).execute();
  }

  /** The same for many. */
  void noteEvents(Handle handle, Map<ContactId, Instant> acts) {
    if (!acts.isEmpty()) {
      JsonRows rows = new JsonRows();
      acts.forEach(rows::row);
      handle.createUpdate(TOUCH_ALL).bind("rows", rows.toString()).execute();
    }
  }

  /** A contact by its address, inside the caller's transaction. */
  public Optional<Contact> byEmail(Handle handle, EmailAddress email) {
    return handle
        .createQuery(SELECT + "WHERE email = :email")
        .bind("email", email.value())
        .map(ROW)
        .findOne();
  }
}
