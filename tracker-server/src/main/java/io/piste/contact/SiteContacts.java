package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

/**
 * Contacts as one site knows them: those who were a visitor of it, or answered it about mails. What
 * they are to other sites of the installation is not told. Thread-safe.
 */
public final class SiteContacts {
  /**
   * A contact of a site.
   *
   * @param facts all that is known of it
   * @param marketing whether the site may write to them; null when they were never asked
   * @param shared whether another site knows them too: then what its fields hold is not for one
   *     site to learn or to change, since nothing says which site it is from
   */
  public record Known(ContactFacts facts, @Nullable Boolean marketing, boolean shared) {
    /** What may be told of its fields: nothing of one that is shared. */
    public Map<String, FieldValue> told() {
      return shared ? Map.of() : facts.values();
    }
  }

  private record Row(ContactId id, @Nullable Boolean marketing, boolean shared) {}

  /** What makes a site know a contact: each has a contact_id and a site_id. */
  private static final List<String> KNOWING =
      List.of("contact_site", "identity_statement", "identity_link", "marketing_permission");

  /** A condition of SQL: the site {@code :site} knows the contact {@code c}. */
  public static final String OF_SITE = knows("c.id", "= :site");

  /** A question in SQL: the contact_id and site_id of all sites that know {@code <contacts>}. */
  public static final String KNOWN_BY =
      KNOWING.stream()
          .map(
              table ->
                  "SELECT contact_id, site_id FROM " + table + " WHERE contact_id IN (<contacts>)")
          .collect(Collectors.joining(" UNION "));

  private static final String ELSEWHERE = knows("c.id", "<> :site");
  private static final String SELECT =
      """
      SELECT c.id, (SELECT m.granted FROM marketing_permission m
                   WHERE m.contact_id = c.id AND m.site_id = :site) AS marketing,
             %s AS shared
      FROM contact c
      """
          .formatted(ELSEWHERE);
  private static final String PAGE =
      SELECT + "WHERE c.id > :after AND " + OF_SITE + "ORDER BY c.id LIMIT :limit";
  private static final String BY_ID = SELECT + "WHERE c.id = :id AND " + OF_SITE;
  private static final String BY_EMAIL = SELECT + "WHERE c.email = :email AND " + OF_SITE;

  private static final RowMapper<Row> ROW =
      (row, context) -> {
        boolean granted = row.getBoolean("marketing");
        Boolean marketing = row.wasNull() ? null : granted;
        return new Row(new ContactId(row.getLong("id")), marketing, row.getBoolean("shared"));
      };

  private final Jdbi jdbi;

  /** Reads and writes through the given pool. */
  public SiteContacts(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * A condition of SQL: some site knows a contact. Not by EXISTS, of which MariaDB may make a list
   * of all contacts of the site, a second of work at a million, and throw it away.
   *
   * @param contact its number, in SQL
   * @param site what holds for the number of the site, in SQL
   */
  static String knows(String contact, String site) {
    return KNOWING.stream()
        .map(
            table ->
                "(SELECT 1 FROM "
                    + table
                    + " k WHERE k.contact_id = "
                    + contact
                    + " AND k.site_id "
                    + site
                    + " LIMIT 1) IS NOT NULL")
        .collect(Collectors.joining(" OR ", "(", ") "));
  }

  /** Those behind a number (0: from the start), in the order they were made. */
  public List<Known> page(SiteId site, long after, int limit) {
    return jdbi.withHandle(
        handle ->
            known(
                handle,
                handle
                    .createQuery(PAGE)
                    .bind("site", site)
                    .bind("after", after)
                    .bind("limit", limit)
                    .map(ROW)
                    .list()));
  }

  /** One by its number. */
  public Optional<Known> byId(SiteId site, ContactId id) {
    return jdbi.withHandle(
        handle ->
            known(
                    handle,
                    handle.createQuery(BY_ID).bind("site", site).bind("id", id).map(ROW).list())
                .stream()
                .findFirst());
  }

  /** One by its address. */
  public Optional<Known> byEmail(SiteId site, EmailAddress email) {
    return jdbi.withHandle(
        handle ->
            known(
                    handle,
                    handle
                        .createQuery(BY_EMAIL)
                        .bind("site", site)
                        .bind("email", email.value())
                        .map(ROW)
                        .list())
                .stream()
                .findFirst());
  }

  private static List<Known> known(Handle handle, List<Row> rows) {
    Map<ContactId, ContactFacts> facts =
        new FactRows(handle).of(rows.stream().map(Row::id).toList(), false);
    List<Known> known = new ArrayList<>();
    for (Row row : rows) {
      ContactFacts of = facts.get(row.id());
      if (of != null) {
        known.add(new Known(of, row.marketing(), row.shared()));
      }
    }
    return known;
  }
}
