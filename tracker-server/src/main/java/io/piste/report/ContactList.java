package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Contacts, a page at a time. Pages go by key and a search looks at the beginning of address, first
 * and last name, so both read an index and stay quick at a million contacts.
 */
public final class ContactList {
  /**
   * One row.
   *
   * @param mayWrite whether e-mail marketing was allowed on some site; null when never asked
   * @param orders how many the visitors linked to the contact placed
   * @param stage of the site that was asked for, as it is stored; null when there is none
   * @param restricted whether all processing is stopped
   */
  public record Row(
      ContactId id,
      String email,
      @Nullable String name,
      @Nullable Boolean mayWrite,
      int orders,
      @Nullable String stage,
      boolean restricted,
      Instant createdAt,
      Instant lastInteractionAt) {}

  /** Where a page ends: the next one goes on behind it. */
  public record Key(Instant lastInteractionAt, long id) {}

  private static final String COLUMNS =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, c.created_at, c.last_interaction_at,
        c.restricted_at,
        (SELECT p.stage FROM profile p WHERE p.site_id = :site AND p.contact_id = c.id) AS stage,
        (SELECT MAX(m.granted) FROM marketing_permission m WHERE m.contact_id = c.id) AS may_write,
        (SELECT COUNT(*) FROM identity_link l
         JOIN purchase o ON o.site_id = l.site_id AND o.visitor_id = l.visitor_id
         WHERE l.contact_id = c.id AND o.status NOT IN ('cancelled', 'failed') AND %s) AS orders
      """
          .formatted(Linked.within("o.ordered_at"));
  private static final String PAGE =
      COLUMNS
          + """
          FROM contact c
          WHERE c.last_interaction_at <= :at AND (c.last_interaction_at < :at OR c.id < :id)
            AND c.merged_into IS NULL
          ORDER BY c.last_interaction_at DESC, c.id DESC LIMIT :limit
          """;

  /** By number, which is the order of the index; by time all of a stage would be read. */
  private static final String OF_STAGE =
      COLUMNS
          + """
          FROM profile s STRAIGHT_JOIN contact c ON c.id = s.contact_id
          WHERE s.site_id = :site AND s.stage = :stage AND s.contact_id < :before
            AND c.merged_into IS NULL
          ORDER BY s.contact_id DESC LIMIT :limit
          """;

  private static final String SEARCH =
      COLUMNS
          + """
          FROM contact c JOIN (
            (SELECT id FROM contact WHERE email LIKE :start AND merged_into IS NULL
             ORDER BY email LIMIT :limit)
            UNION
            (SELECT id FROM contact WHERE last_name LIKE :start AND merged_into IS NULL
             ORDER BY last_name LIMIT :limit)
            UNION
            (SELECT id FROM contact WHERE first_name LIKE :start AND merged_into IS NULL
             ORDER BY first_name LIMIT :limit)
          ) found ON found.id = c.id
          ORDER BY c.last_interaction_at DESC, c.id DESC LIMIT :limit
          """;

  private static final SiteId NO_SITE = new SiteId(0);

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public ContactList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The contacts behind a key (null: from the start), those who acted last first; no stages. */
  public List<Row> page(@Nullable Key after, int limit) {
    return page(NO_SITE, after, limit);
  }

  /** The same, with their stages on a site. */
  public List<Row> page(SiteId site, @Nullable Key after, int limit) {
    return jdbi.withHandle(
        handle ->
            rows(
                handle
                    .createQuery(PAGE)
                    .bind("site", site)
                    .bind(
                        "at",
                        after == null ? Long.MAX_VALUE : after.lastInteractionAt().toEpochMilli())
                    .bind("id", after == null ? 0 : after.id())
                    .bind("limit", limit)));
  }

  /**
   * Those in a stage of a site, the newest contacts first.
   *
   * @param before the number of the last one that was shown; null: from the start
   */
  public List<Row> ofStage(SiteId site, String stage, @Nullable Long before, int limit) {
    return jdbi.withHandle(
        handle ->
            rows(
                handle
                    .createQuery(OF_STAGE)
                    .bind("site", site)
                    .bind("stage", stage)
                    .bind("before", before == null ? Long.MAX_VALUE : before)
                    .bind("limit", limit)));
  }

  /** The contacts whose address, first or last name begins so, at most {@code limit}; no stages. */
  public List<Row> search(String start, int limit) {
    return search(NO_SITE, start, limit);
  }

  /** The same, with their stages on a site. */
  public List<Row> search(SiteId site, String start, int limit) {
    return jdbi.withHandle(
        handle ->
            rows(
                handle
                    .createQuery(SEARCH)
                    .bind("site", site)
                    .bind("start", likeStart(start))
                    .bind("limit", limit)));
  }

  private static String likeStart(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private static List<Row> rows(Query query) {
    return query.map((row, context) -> row(row)).list();
  }

  private static Row row(ResultSet row) throws SQLException {
    Long mayWrite = Columns.maybeLong(row, "may_write");
    return new Row(
        new ContactId(row.getLong("id")),
        row.getString("email"),
        Columns.name(row),
        mayWrite == null ? null : mayWrite == 1,
        row.getInt("orders"),
        row.getString("stage"),
        row.getString("restricted_at") != null,
        Columns.instant(row, "created_at"),
        Columns.instant(row, "last_interaction_at"));
  }
}
