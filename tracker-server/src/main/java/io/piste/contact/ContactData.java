package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/**
 * Who a person is, for the rights of persons. A contact that other sites of the installation know
 * too stays theirs, and so do its fields: nothing says which site they are from. Suppressions stay,
 * as keyed hashes: whoever must not be written to is not written to when an import brings the
 * address back (rule E14). Answers stay as proof, cut off from the person.
 */
public final class ContactData implements PersonalData {
  /** Whoever was written to must be able to unsubscribe, so a mail too keeps a contact. */
  private static final String NOT_ELSEWHERE =
      "NOT "
          + SiteContacts.knows(":contact", "<> :site")
          + """
          AND NOT EXISTS (SELECT 1 FROM outbox_message m WHERE m.contact_id = :contact AND m.site_id <> :site)
          """;

  private static final String VISITORS =
      """
      SELECT visitor_id FROM identity_statement WHERE contact_id = :contact AND site_id = :site
      UNION
      SELECT visitor_id FROM identity_link WHERE contact_id = :contact AND site_id = :site
      """;

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "links",
              """
              SELECT visitor_id, proof, source, linked_at, undone_at FROM identity_link
              WHERE contact_id = :contact AND site_id = :site ORDER BY linked_at
              """,
              "DELETE FROM identity_link WHERE contact_id = :contact AND site_id = :site",
              "DELETE FROM identity_statement WHERE contact_id = :contact AND site_id = :site",
              "DELETE FROM identity_statement_opening"
                  + " WHERE contact_id = :contact AND site_id = :site"),
          PersonalTable.ofContact(
              "refusals",
              """
              SELECT visitor_id, refused_at, undone_at FROM identity_refusal
              WHERE contact_id = :contact AND site_id = :site ORDER BY refused_at
              """,
              "DELETE FROM identity_refusal WHERE contact_id = :contact AND site_id = :site"),
          PersonalTable.ofContact(
              "permissions",
              """
              SELECT granted, proof, source, page, decided_at FROM marketing_permission
              WHERE contact_id = :contact AND site_id = :site
              """,
              "DELETE FROM marketing_permission WHERE contact_id = :contact AND site_id = :site",
              "DELETE FROM marketing_permission_opening"
                  + " WHERE contact_id = :contact AND site_id = :site"),
          PersonalTable.ofContact(
              "answers",
              """
              SELECT granted, proof, source, words, page, language, decided_at, received_at
              FROM marketing_answer WHERE contact_id = :contact AND site_id = :site
              ORDER BY decided_at
              """,
              """
              UPDATE marketing_answer SET contact_id = NULL, page = NULL, language = NULL
              WHERE contact_id = :contact AND site_id = :site
              """),
          PersonalTable.ofContact(
              "merges",
              """
              SELECT c.email, g.kept_id = :contact AS kept, g.merged_at, g.undone_at
              FROM contact_merge g
              JOIN contact c ON c.id = IF(g.kept_id = :contact, g.merged_id, g.kept_id)
              WHERE g.kept_id = :contact OR g.merged_id = :contact ORDER BY g.merged_at
              """,
              "UPDATE contact SET merged_into = NULL WHERE merged_into = :contact AND "
                  + NOT_ELSEWHERE,
              "DELETE FROM contact_merge WHERE (kept_id = :contact OR merged_id = :contact) AND "
                  + NOT_ELSEWHERE,
              "DELETE FROM contact_distinct WHERE (lower_id = :contact OR higher_id = :contact) AND "
                  + NOT_ELSEWHERE),
          PersonalTable.ofContact(
              "contact_edits",
              """
              SELECT what, way, edited_at, fields, reason FROM contact_edit
              WHERE contact_id = :contact AND (%s) ORDER BY edited_at
              """
                  .formatted(NOT_ELSEWHERE),
              "DELETE FROM contact_edit WHERE contact_id = :contact AND " + NOT_ELSEWHERE),
          PersonalTable.ofContact(
              "contact_values",
              """
              SELECT (SELECT f.label FROM contact_field f WHERE f.id = v.field_id) AS field, text,
                     number, day
              FROM contact_value v WHERE contact_id = :contact AND (%s)
              """
                  .formatted(NOT_ELSEWHERE),
              "DELETE FROM contact_value WHERE contact_id = :contact AND " + NOT_ELSEWHERE),
          PersonalTable.ofContact(
              "known_since",
              "SELECT since_at FROM contact_site WHERE contact_id = :contact AND site_id = :site",
              "DELETE FROM contact_site WHERE contact_id = :contact AND site_id = :site"),
          PersonalTable.ofContact(
              "contacts",
              """
              SELECT id, email, IF(own, first_name, NULL) AS first_name,
                     IF(own, last_name, NULL) AS last_name, IF(own, language, NULL) AS language,
                     IF(own, time_zone, NULL) AS time_zone, IF(own, company, NULL) AS company,
                     IF(own, phone, NULL) AS phone, IF(own, street, NULL) AS street,
                     IF(own, postcode, NULL) AS postcode, IF(own, city, NULL) AS city,
                     IF(own, country, NULL) AS country, origin, created_at, last_interaction_at,
                     restricted_at
              FROM contact, (SELECT %s AS own) known WHERE id = :contact
              """
                  .formatted(NOT_ELSEWHERE),
              "DELETE FROM contact_opening WHERE id = :contact AND " + NOT_ELSEWHERE,
              "DELETE FROM contact WHERE id = :contact AND " + NOT_ELSEWHERE));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }

  /** The contact of an address, where the site knows it. */
  public static Optional<ContactId> contact(Handle handle, SiteId site, EmailAddress email) {
    return handle
        .createQuery("SELECT id FROM contact WHERE email = :email")
        .bind("email", email.value())
        .mapTo(ContactId.class)
        .findOne()
        .filter(contact -> isKnown(handle, site, contact));
  }

  private static boolean isKnown(Handle handle, SiteId site, ContactId contact) {
    return handle
        .createQuery(
            "SELECT "
                + SiteContacts.knows(":contact", "= :site")
                + """
                    OR EXISTS (SELECT 1 FROM outbox_message m
                               WHERE m.contact_id = :contact AND m.site_id = :site)
                    """)
        .bind("contact", contact)
        .bind("site", site)
        .mapTo(boolean.class)
        .one();
  }

  /** The browsers of the site about which the address was ever said. */
  public static Set<VisitorId> visitors(Handle handle, SiteId site, ContactId contact) {
    return new HashSet<>(
        handle
            .createQuery(VISITORS)
            .bind("contact", contact)
            .bind("site", site)
            .mapTo(VisitorId.class)
            .list());
  }
}
