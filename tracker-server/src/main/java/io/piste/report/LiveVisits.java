package io.piste.report;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who is on the site now. */
public final class LiveVisits {
  /**
   * A session that is going on.
   *
   * @param contact whose it is, as far as known
   * @param name of that contact; null when only the address is known
   * @param path of the page seen last
   * @param title of that page, null when it has none
   */
  public record LiveVisit(
      long session,
      VisitorId visitor,
      @Nullable ContactId contact,
      @Nullable String name,
      @Nullable String email,
      String path,
      @Nullable String title,
      int pages,
      @Nullable String referrer,
      Instant startedAt,
      Instant lastAt) {}

  private static final String LATEST =
      """
      SELECT v.*, c.first_name, c.last_name, c.email, p.path, p.title
      FROM (SELECT s.id, s.site_id, s.visitor_id, s.pages, s.entry_url, s.referrer,
                   s.started_at, s.last_at, %s AS contact_id
            FROM visit_session s
            WHERE s.site_id = :site AND s.last_at >= :since
            ORDER BY s.last_at DESC, s.id DESC LIMIT :limit) v
      LEFT JOIN contact c ON c.id = v.contact_id
      LEFT JOIN page_view p ON p.id =
        (SELECT seen.id FROM page_view seen
         WHERE seen.site_id = v.site_id AND seen.visitor_id = v.visitor_id
         ORDER BY seen.viewed_at DESC, seen.id DESC LIMIT 1)
      ORDER BY v.last_at DESC, v.id DESC
      """
          .formatted(Linked.contactOf("s"));
  private static final String PRESENT =
      """
      SELECT COUNT(DISTINCT visitor_id) FROM visit_session
      WHERE site_id = :site AND last_at >= :since
      """;
  private static final String PER_MINUTE =
      """
      SELECT (viewed_at - :from) DIV 60000 AS minute, COUNT(*) AS pages
      FROM page_view WHERE site_id = :site AND viewed_at >= :from AND viewed_at < :until
      GROUP BY minute
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public LiveVisits(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Sessions with an event since then, the latest first. */
  public List<LiveVisit> latest(SiteId site, Instant since, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LATEST)
                .bind("site", site.value())
                .bind("since", since.toEpochMilli())
                .bind("limit", limit)
                .map((row, context) -> visit(row))
                .list());
  }

  /** How many visitors did something since then. */
  public int present(SiteId site, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(PRESENT)
                .bind("site", site.value())
                .bind("since", since.toEpochMilli())
                .mapTo(Integer.class)
                .one());
  }

  /** Pages seen in each of the last minutes, the oldest first; the last one is still running. */
  public List<Integer> perMinute(SiteId site, Instant now, int minutes) {
    long until = (now.toEpochMilli() / 60_000 + 1) * 60_000;
    long from = until - Duration.ofMinutes(minutes).toMillis();
    Integer[] pages = new Integer[minutes];
    Arrays.fill(pages, 0);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(PER_MINUTE)
                .bind("site", site.value())
                .bind("from", from)
                .bind("until", until)
                .map((row, context) -> pages[row.getInt("minute")] = row.getInt("pages"))
                .list());
    return List.of(pages);
  }

  private static LiveVisit visit(ResultSet row) throws SQLException {
    Long contact = Columns.maybeLong(row, "contact_id");
    String path = row.getString("path");
    return new LiveVisit(
        row.getLong("id"),
        Columns.visitor(row),
        contact == null ? null : new ContactId(contact),
        Columns.name(row),
        row.getString("email"),
        path == null ? row.getString("entry_url") : path,
        row.getString("title"),
        row.getInt("pages"),
        row.getString("referrer"),
        Columns.instant(row, "started_at"),
        Columns.instant(row, "last_at"));
  }
}
