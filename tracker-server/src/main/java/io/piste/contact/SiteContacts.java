package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final String OF_SITE =
      """
      (EXISTS (SELECT 1 FROM identity_statement s WHERE s.contact_id = c.id AND s.site_id = :site)
       OR EXISTS (SELECT 1 FROM identity_link l WHERE l.contact_id = c.id AND l.site_id = :site)
       OR EXISTS (SELECT 1 FROM marketing_permission p
                  WHERE p.contact_id = c.id AND p.site_id = :site)
       OR EXISTS (SELECT 1 FROM contact_site k WHERE k.contact_id = c.id AND k.site_id = :site))
      """;
  private static final String ELSEWHERE = OF_SITE.replace("= :site", "<> :site");
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
