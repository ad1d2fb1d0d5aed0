package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Takes the contacts of some visitors, their links and permissions back to what was known before
 * the events that are still kept. Numbers of contacts stay, and so does what came by hand, by
 * import or by a link in a mail.
 */
final class ContactRewind implements Rewound {
  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final String FROM_EVENTS = " AND source IN ('token', 'form')";

  private static final String CONTACTS =
      """
      SELECT contact_id FROM identity_statement
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      UNION
      SELECT contact_id FROM identity_link
      WHERE site_id = :site AND visitor_id IN (<visitors>)
      """;

  private static final String DELETE_STATEMENTS =
      "DELETE FROM identity_statement" + OF_THESE + FROM_EVENTS;

  private static final String RESTORE_STATEMENTS =
      "INSERT IGNORE INTO identity_statement SELECT * FROM identity_statement_opening" + OF_THESE;

  private static final String KEEP_STATEMENTS =
      "INSERT INTO identity_statement_opening SELECT * FROM identity_statement"
          + OF_THESE
          + FROM_EVENTS;

  private static final String DELETE_OPENING_STATEMENTS =
      "DELETE FROM identity_statement_opening" + OF_THESE;

  private static final String RESTORE_CONTACTS =
      """
      UPDATE contact c JOIN contact_opening o ON o.id = c.id
      SET c.first_name = IF(c.names_at IS NULL, o.first_name, c.first_name),
          c.last_name = IF(c.names_at IS NULL, o.last_name, c.last_name),
          c.language = IF(c.names_at IS NULL, o.language, c.language),
          c.origin = o.origin, c.created_at = o.created_at,
          c.last_interaction_at = GREATEST(o.last_interaction_at, COALESCE(c.acted_at, 0))
      WHERE c.id IN (<contacts>)
      """;

  /** Negative until an event brings it again; see {@link Contacts#findOrCreate}. */
  private static final String BLANK_CONTACTS =
      """
      UPDATE contact
      SET first_name = IF(names_at IS NULL, NULL, first_name),
          last_name = IF(names_at IS NULL, NULL, last_name),
          language = IF(names_at IS NULL, NULL, language), created_at = -created_at,
          last_interaction_at = COALESCE(acted_at, 0)
      WHERE id IN (<contacts>) AND origin = 'identify' AND created_at > 0
        AND id NOT IN (SELECT id FROM contact_opening WHERE id IN (<contacts>))
      """;

  /** What else is known of a contact comes from no event, and needs no balance. */
  private static final String KEEP_CONTACTS =
      """
      REPLACE INTO contact_opening (id, email, first_name, last_name, language, origin, created_at,
        last_interaction_at, acted_at)
      SELECT id, email, first_name, last_name, language, origin, created_at, last_interaction_at,
        acted_at
      FROM contact WHERE id IN (<contacts>) AND created_at > 0
      """;

  /**
   * Somebody whom a mail was sent to must be able to unsubscribe from it, what a person wrote down
   * about a contact stays, and a merge is undone by giving both their own back.
   */
  private static final String DELETE_UNBROUGHT =
      """
      DELETE FROM contact
      WHERE id IN (<contacts>) AND created_at < 0
        AND edited_at IS NULL AND restricted_at IS NULL AND merged_into IS NULL
        AND NOT EXISTS (SELECT 1 FROM contact m WHERE m.merged_into = contact.id)
        AND NOT EXISTS (SELECT 1 FROM identity_statement s WHERE s.contact_id = contact.id)
        AND NOT EXISTS (SELECT 1 FROM marketing_permission p WHERE p.contact_id = contact.id)
        AND NOT EXISTS (SELECT 1 FROM outbox_message m WHERE m.contact_id = contact.id)
        AND NOT EXISTS (SELECT 1 FROM contact_merge g
                        WHERE g.kept_id = contact.id AND g.undone_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM contact_merge g
                        WHERE g.merged_id = contact.id AND g.undone_at IS NULL)
      """;

  private static final String KEEP_UNBROUGHT =
      """
      UPDATE contact
      SET created_at = -created_at, last_interaction_at = GREATEST(last_interaction_at, created_at)
      WHERE id IN (<contacts>) AND created_at < 0
      """;

  private static final String DELETE_PERMISSIONS =
      "DELETE FROM marketing_permission WHERE contact_id IN (<contacts>) AND source = 'form'";

  /** An answer that came by another way since then stands. */
  private static final String RESTORE_PERMISSIONS =
      """
      INSERT IGNORE INTO marketing_permission
      SELECT * FROM marketing_permission_opening WHERE contact_id IN (<contacts>)
      """;

  private static final String DELETE_OPENING_PERMISSIONS =
      "DELETE FROM marketing_permission_opening WHERE contact_id IN (<contacts>)";

  private static final String KEEP_PERMISSIONS =
      """
      INSERT INTO marketing_permission_opening
      SELECT * FROM marketing_permission WHERE contact_id IN (<contacts>) AND source = 'form'
      """;

  private static final RowMapper<ContactId> CONTACT =
      (row, context) -> new ContactId(row.getLong("contact_id"));

  private final Handle handle;
  private final Scope scope;
  private final Set<ContactId> contacts = new HashSet<>();

  ContactRewind(Handle handle, Scope scope) {
    this.handle = handle;
    this.scope = scope;
  }

  void takeBack() {
    findContacts();
    scope.update(handle, DELETE_STATEMENTS);
    scope.update(handle, RESTORE_STATEMENTS);
    scope
        .bySite()
        .forEach(
            (site, visitors) ->
                new LinkRows(handle, site)
                    .become(visitors, new StatementRows(handle, site).of(visitors)));
    forContacts(List.of(RESTORE_CONTACTS, BLANK_CONTACTS, DELETE_PERMISSIONS, RESTORE_PERMISSIONS));
  }

  @Override
  public void keep(Instant until) {
    findContacts();
    scope.update(handle, DELETE_OPENING_STATEMENTS);
    scope.update(handle, KEEP_STATEMENTS);
    forContacts(List.of(KEEP_CONTACTS, DELETE_OPENING_PERMISSIONS, KEEP_PERMISSIONS));
  }

  @Override
  public void settle() {
    forContacts(List.of(DELETE_UNBROUGHT, KEEP_UNBROUGHT));
  }

  void forget() {
    scope.update(handle, DELETE_OPENING_STATEMENTS);
  }

  private void findContacts() {
    contacts.addAll(scope.query(handle, CONTACTS, CONTACT));
  }

  private void forContacts(List<String> statements) {
    if (!contacts.isEmpty()) {
      statements.forEach(
          sql -> handle.createUpdate(sql).bindList("contacts", List.copyOf(contacts)).execute());
    }
  }
}
