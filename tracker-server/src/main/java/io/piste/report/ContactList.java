package io.piste.report;

import io.piste.base.ContactId;
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
   */
  public record Row(
      ContactId id,
      String email,
      @Nullable String name,
      @Nullable Boolean mayWrite,
      int orders,
      Instant createdAt,
      Instant lastInteractionAt) {}

  /** Where a page ends: the next one goes on behind it. */
  public record Key(Instant lastInteractionAt, long id) {}

  private static final String COLUMNS =
      """
      SELECT c.id, c.email, c.first_name, c.last_name, c.created_at, c.last_interaction_at,
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
          ORDER BY c.last_interaction_at DESC, c.id DESC LIMIT :limit
          """;
  private static final String SEARCH =
      COLUMNS
          + """
          FROM contact c JOIN (
            (SELECT id FROM contact WHERE email LIKE :start ORDER BY email LIMIT :limit)
            UNION
            (SELECT id FROM contact WHERE last_name LIKE :start ORDER BY last_name LIMIT :limit)
            UNION
            (SELECT id FROM contact WHERE first_name LIKE :start ORDER BY first_name LIMIT :limit)
          ) found ON found.id = c.id
          ORDER BY c.last_interaction_at DESC, c.id DESC LIMIT :limit
          """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public ContactList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The contacts behind a key (null: from the start), those who acted last first. */
  public List<Row> page(@Nullable Key after, int limit) {
    return jdbi.withHandle(
        handle ->
            rows(
                handle
                    .createQuery(PAGE)
                    .bind(
                        "at",
                        after == null ? Long.MAX_VALUE : after.lastInteractionAt().toEpochMilli())
                    .bind("id", after == null ? 0 : after.id())
                    .bind("limit", limit)));
  }

  /** The contacts whose address, first or last name begins so, at most {@code limit}. */
  public List<Row> search(String start, int limit) {
    return jdbi.withHandle(
        handle ->
            rows(handle.createQuery(SEARCH).bind("start", likeStart(start)).bind("limit", limit)));
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
        Columns.instant(row, "created_at"),
        Columns.instant(row, "last_interaction_at"));
  }
}
