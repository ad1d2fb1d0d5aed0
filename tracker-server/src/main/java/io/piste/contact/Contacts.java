package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

  /** Nothing is done with a restricted one, and what came later by hand, file or API stays. */
  private static final String MAY_BE_SAID =
      " WHERE id = :id AND restricted_at IS NULL AND (names_at IS NULL OR names_at < :at)";

  /** What is known is corrected by proof only; what is not known yet may be claimed. */
  private static final String CORRECT =
      """
      UPDATE contact
      SET first_name = COALESCE(:firstName, first_name),
          last_name = COALESCE(:lastName, last_name),
          language = COALESCE(:language, language)
      """
          + MAY_BE_SAID;

  private static final String FILL_IN =
      """
      UPDATE contact
      SET first_name = COALESCE(first_name, :firstName),
          last_name = COALESCE(last_name, :lastName),
          language = COALESCE(language, :language)
      """
          + MAY_BE_SAID;

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

  private static final String EMAILS =
      """
      SELECT c.id, c.email
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN contact c ON c.id = v.id
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

  /** The addresses of some contacts, inside the caller's transaction. */
  public Map<ContactId, EmailAddress> emails(Handle handle, Collection<ContactId> contacts) {
    Map<ContactId, EmailAddress> emails = new HashMap<>();
    handle
        .createQuery(EMAILS)
        .bind("rows", JsonRows.of(contacts).toString())
        .map(
            (row, context) ->
                Map.entry(
                    new ContactId(row.getLong("id")), new EmailAddress(row.getString("email"))))
        .forEach(entry -> emails.put(entry.getKey(), entry.getValue()));
    return emails;
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
        .bind("at", said.at())
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
    ContactChanges.note(handle, null, id);
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

  /** All that is known of some contacts, by their number; those that do not exist are left out. */
  public Map<ContactId, ContactFacts> facts(Handle handle, Collection<ContactId> contacts) {
    return new FactRows(handle).of(contacts, false);
  }

  /** All that is known of one contact. */
  public Optional<ContactFacts> facts(ContactId contact) {
    return jdbi.withHandle(
        handle -> Optional.ofNullable(facts(handle, List.of(contact)).get(contact)));
  }

  /** The same, and nobody else changes it until the caller's transaction ends. */
  public Optional<ContactFacts> lockedFacts(Handle handle, ContactId contact) {
    return Optional.ofNullable(new FactRows(handle).of(List.of(contact), true).get(contact));
  }

  /** All that is known of the contacts with these addresses; addresses of nobody are left out. */
  public Map<EmailAddress, ContactFacts> factsByEmail(
      Handle handle, Collection<EmailAddress> emails) {
    return byAddress(new FactRows(handle).ofEmails(emails, false));
  }

  /** The same, and nobody else changes or restricts them until the caller's transaction ends. */
  public Map<EmailAddress, ContactFacts> lockedFactsByEmail(
      Handle handle, Collection<EmailAddress> emails) {
    return byAddress(new FactRows(handle).ofEmails(emails, true));
  }

  private static Map<EmailAddress, ContactFacts> byAddress(Map<ContactId, ContactFacts> contacts) {
    Map<EmailAddress, ContactFacts> facts = new HashMap<>();
    contacts.values().forEach(contact -> facts.put(contact.email(), contact));
    return facts;
  }

  /**
   * Makes contacts by hand, file or API, with their fields, and lets the site know them. One that
   * is there already is changed as {@link #change} does. By file or API a restricted one is left
   * alone.
   *
   * @return the contact of each address, without those who are left alone
   */
  public Map<EmailAddress, ContactId> make(
      Handle handle, SiteId site, Map<EmailAddress, ContactEdit> people, Editor editor) {
    EditRows rows = new EditRows(handle, editor);
    Map<EmailAddress, ContactFacts> before = lockedFactsByEmail(handle, people.keySet());
    List<EmailAddress> missing =
        people.keySet().stream().filter(email -> !before.containsKey(email)).toList();
    rows.make(missing);
    Map<EmailAddress, ContactFacts> there = new HashMap<>(before);
    there.putAll(factsByEmail(handle, missing));
    Map<EmailAddress, ContactId> ids = new HashMap<>();
    there.forEach(
        (email, facts) -> {
          if (editor.way() == Editor.Way.HAND || !facts.restricted()) {
            ids.put(email, facts.id());
          }
        });
    rows.know(site, ids.values());
    Map<ContactId, ContactEdit> edits = new LinkedHashMap<>();
    people.forEach(
        (email, edit) -> {
          ContactId id = ids.get(email);
          if (id != null) {
            edits.put(id, edit);
          }
        });
    write(handle, missing.stream().map(ids::get).filter(Objects::nonNull).toList(), edits, editor);
    return ids;
  }

  /**
   * Changes fields, writes down who did it and notes the change for whoever works out what follows.
   * Edits that change nothing are best left out ({@link ContactEdit#beyond}). By file or API
   * nothing of a restricted contact is changed.
   */
  public void change(Handle handle, Map<ContactId, ContactEdit> edits, Editor editor) {
    write(handle, List.of(), edits, editor);
  }

  /** The same for one. */
  public void change(Handle handle, ContactId contact, ContactEdit edit, Editor editor) {
    change(handle, Map.of(contact, edit), editor);
  }

  private static void write(
      Handle handle, Collection<ContactId> made, Map<ContactId, ContactEdit> edits, Editor editor) {
    Map<ContactId, ContactEdit> written = new LinkedHashMap<>(edits);
    written.values().removeIf(ContactEdit::isEmpty);
    if (editor.way() != Editor.Way.HAND) {
      written.keySet().removeAll(Restrictions.among(handle, written.keySet()));
    }
    EditRows rows = new EditRows(handle, editor);
    rows.change(written);
    rows.log(made, written);
    Set<ContactId> concerned = new LinkedHashSet<>(made);
    concerned.addAll(written.keySet());
    ContactChanges.note(handle, null, concerned);
  }
}
