package io.piste.report;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who saw the most pages lately: robots that pretend well stand on top. */
public final class BusyVisitors {
  /** So many of the latest sessions are looked through, however many there are. */
  private static final int LOOKED_THROUGH = 20_000;

  /** A visitor with all sessions of the time together. */
  public record Row(
      VisitorId visitor,
      long pages,
      int sessions,
      @Nullable String browser,
      @Nullable String system,
      Instant lastAt) {}

  private static final String MOST =
      """
      SELECT visitor_id, SUM(pages) AS pages, COUNT(*) AS sessions, MAX(browser) AS browser,
             MAX(os) AS os, MAX(last_at) AS last_at
      FROM (SELECT s.visitor_id, s.pages, s.browser, s.os, s.last_at FROM visit_session s
            WHERE s.site_id = :site AND s.last_at >= :since
            ORDER BY s.last_at DESC LIMIT :most) latest
      GROUP BY visitor_id HAVING pages >= :pages
      ORDER BY pages DESC, last_at DESC LIMIT :limit
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public BusyVisitors(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those with at least so many pages since then, the busiest first. */
  public List<Row> since(SiteId site, Instant since, int pages, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(MOST)
                .bind("site", site)
                .bind("since", since)
                .bind("most", LOOKED_THROUGH)
                .bind("pages", pages)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Row(
                            Columns.visitor(row),
                            row.getLong("pages"),
                            row.getInt("sessions"),
                            known(row.getString("browser")),
                            known(row.getString("os")),
                            Columns.instant(row, "last_at")))
                .list());
  }

  private static @Nullable String known(@Nullable String family) {
    return family == null || family.isEmpty() ? null : family;
  }
}
