package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What came for a site lately, for who waits for the first event. Thread-safe. */
public final class RecentArrivals {
  /**
   * Something that came.
   *
   * @param what a word of {@code io.piste.site.Callers.Call}, or an outcome of events
   * @param origin of the page; empty where it is not known
   * @param times requests, or events
   * @param lastMinute when the minute began in which it came last
   */
  public record Arrival(String what, String origin, long times, Instant lastMinute) {}

  /**
   * A page that was seen.
   *
   * @param title null when it has none
   */
  public record Seen(Instant at, String url, @Nullable String title) {}

  private static final String SINCE =
      """
      SELECT what, origin, SUM(times) AS times, MAX(minute_at) AS last_minute
      FROM recent_arrival WHERE site_id = :site AND minute_at >= :since
      GROUP BY what, origin ORDER BY last_minute DESC, what, origin LIMIT 50
      """;
  private static final String FIRST_PAGE =
      """
      SELECT viewed_at, url, title FROM page_view
      WHERE site_id = :site AND viewed_at >= :since ORDER BY viewed_at, id LIMIT 1
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public RecentArrivals(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What came since the beginning of that minute, the latest first; an hour at most is known. */
  public List<Arrival> since(SiteId site, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SINCE)
                .bind("site", site.value())
                .bind("since", since.toEpochMilli())
                .map(
                    (row, context) ->
                        new Arrival(
                            row.getString("what"),
                            row.getString("origin"),
                            row.getLong("times"),
                            Columns.instant(row, "last_minute")))
                .list());
  }

  /** The first page seen since then. */
  public Optional<Seen> firstPage(SiteId site, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(FIRST_PAGE)
                .bind("site", site.value())
                .bind("since", since.toEpochMilli())
                .map(
                    (row, context) ->
                        new Seen(
                            Columns.instant(row, "viewed_at"),
                            row.getString("url"),
                            row.getString("title")))
                .findOne());
  }
}
