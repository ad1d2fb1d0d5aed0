package io.piste.transfer;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactFacts;
import io.piste.contact.Contacts;
import io.piste.contact.SiteContacts;
import io.piste.db.JsonRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Contacts of a site on their way out, in the order in which they were made: some thousand at a
 * time, so that a million need no memory. Merged contacts are left out, restricted ones unless they
 * are asked for. Thread-safe.
 */
public final class ContactExport {
  private static final int AT_ONCE = 2_000;

  private static final String OF_SITE =
      """
      SELECT c.id FROM contact c
      WHERE c.id > :after AND c.merged_into IS NULL AND c.created_at > 0
        AND (:restricted OR c.restricted_at IS NULL)
        AND
      """
          + SiteContacts.OF_SITE;

  private static final String FOUND =
      " AND (c.email LIKE :start OR c.first_name LIKE :start OR c.last_name LIKE :start)";

  private static final String ORDER = " ORDER BY c.id LIMIT :limit";

  private static final String OF_SEGMENT =
      """
      SELECT c.id
      FROM segment g
      JOIN segment_member m ON m.segment_id = g.id
      JOIN contact c ON c.id = m.contact_id
      WHERE g.id = :segment AND g.site_id = :site AND m.contact_id > :after
        AND c.merged_into IS NULL AND (:restricted OR c.restricted_at IS NULL)
      """;

  private static final String MEMBER_ORDER = " ORDER BY m.contact_id LIMIT :limit";

  private static final String PERMISSIONS =
      """
      SELECT STRAIGHT_JOIN p.contact_id, p.granted
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN marketing_permission p ON p.contact_id = v.id AND p.site_id = :site
      """;

  private static final String TAGS =
      """
      SELECT STRAIGHT_JOIN t.contact_id, t.tag
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN contact_tag t ON t.contact_id = v.id AND t.site_id = :site
      ORDER BY t.contact_id, t.tag
      """;

  private final Jdbi jdbi;
  private final Contacts contacts;

  /** Asks nothing yet. */
  public ContactExport(Jdbi jdbi, Contacts contacts) {
    this.jdbi = jdbi;
    this.contacts = contacts;
  }

  /**
   * Whom to export.
   *
   * @param start beginning of address, first or last name; empty for all
   * @param segment whose members alone; 0 for all
   * @param restricted whether those who asked for rest are told too
   */
  public record Of(SiteId site, String start, long segment, boolean restricted) {}

  /** Writes a row for each contact, after one with the heads. */
  public void write(Of of, List<ExportColumn> columns, List<String> heads, TableOut out)
      throws IOException {
    out.row(heads);
    long after = 0;
    List<ContactId> next = ids(of, after);
    while (!next.isEmpty()) {
      for (ExportColumn.Person person : people(of.site(), next)) {
        out.row(columns.stream().map(column -> column.of(person)).toList());
      }
      after = next.getLast().value();
      next = next.size() < AT_ONCE ? List.of() : ids(of, after);
    }
    out.end();
  }

  private List<ContactId> ids(Of of, long after) {
    boolean segment = of.segment() != 0;
    String found = of.start().isEmpty() ? "" : FOUND;
    String sql = segment ? OF_SEGMENT + found + MEMBER_ORDER : OF_SITE + found + ORDER;
    return jdbi.withHandle(
        handle -> {
          var query =
              handle
                  .createQuery(sql)
                  .bind("site", of.site())
                  .bind("after", after)
                  .bind("restricted", of.restricted())
                  .bind("limit", AT_ONCE);
          if (segment) {
            query.bind("segment", of.segment());
          }
          if (!of.start().isEmpty()) {
            query.bind("start", likeStart(of.start()));
          }
          return query.mapTo(ContactId.class).list();
        });
  }

  private static String likeStart(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private List<ExportColumn.Person> people(SiteId site, List<ContactId> ids) {
    JsonRows rows = new JsonRows();
    ids.forEach(rows::row);
    String text = rows.toString();
    return jdbi.withHandle(
        handle -> {
          Map<ContactId, ContactFacts> facts = contacts.facts(handle, ids);
          Map<ContactId, Boolean> permissions = permissions(handle, site, text);
          Map<ContactId, StringJoiner> tags = tags(handle, site, text);
          List<ExportColumn.Person> people = new ArrayList<>();
          for (ContactId id : ids) {
            ContactFacts known = facts.get(id);
            StringJoiner given = tags.get(id);
            if (known != null) {
              people.add(
                  new ExportColumn.Person(
                      known, permissions.get(id), given == null ? "" : given.toString()));
            }
          }
          return people;
        });
  }

  private static Map<ContactId, Boolean> permissions(Handle handle, SiteId site, String rows) {
    Map<ContactId, Boolean> permissions = new HashMap<>();
    handle
        .createQuery(PERMISSIONS)
        .bind("site", site)
        .bind("rows", rows)
        .map((row, context) -> Map.entry(new ContactId(row.getLong(1)), row.getBoolean(2)))
        .forEach(each -> permissions.put(each.getKey(), each.getValue()));
    return permissions;
  }

  private static Map<ContactId, StringJoiner> tags(Handle handle, SiteId site, String rows) {
    Map<ContactId, StringJoiner> tags = new HashMap<>();
    handle
        .createQuery(TAGS)
        .bind("site", site)
        .bind("rows", rows)
        .map((row, context) -> Map.entry(new ContactId(row.getLong(1)), row.getString(2)))
        .forEach(
            each ->
                tags.computeIfAbsent(each.getKey(), id -> new StringJoiner(", "))
                    .add(each.getValue()));
    return tags;
  }
}
