package io.piste.report;

import io.piste.base.SiteId;
import io.piste.visit.Dimension;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * The values of a dimension in a period, those with the most traffic first, read from the roll-ups.
 * A day holds at most 2,000 values of a dimension, so this is bounded. Thread-safe.
 */
public final class TrafficList {
  /** So many rows at most leave in one export. */
  public static final int MOST_EXPORTED = 50_000;

  /**
   * A value with its sums.
   *
   * @param exits sessions that ended there: of pages alone
   * @param entered the sessions that began there: of pages alone
   */
  public record Row(String value, TrafficCounts counts, TrafficCounts entered, long exits) {}

  /** Which rows: {@code search} is a part of the value, empty for all. */
  public record Part(String search, int offset, int limit) {}

  /**
   * What is listed.
   *
   * @param dimension not {@link Dimension#SITE}
   */
  public record Of(SiteId site, Dimension dimension, Period period) {}

  private static final String ROWS =
      """
      SELECT value, %s, 0 AS exits, 0 AS e_hits, 0 AS e_sessions, 0 AS e_bounces, 0 AS e_visible
      FROM traffic_day
      WHERE site_id = :site AND dimension = :dimension AND day BETWEEN :from AND :to
        AND (:search = '' OR INSTR(LOWER(value), LOWER(:search)) > 0)
      GROUP BY value HAVING hits <> 0 OR sessions <> 0
      ORDER BY {order} DESC, value LIMIT :limit OFFSET :offset
      """
          .formatted(TrafficCounts.SUMS);

  /** A page's row is put together of what was seen, where visits began and where they ended. */
  private static final String PAGES =
      """
      SELECT value, SUM(IF(dimension = 1, hits, 0)) AS hits,
        SUM(IF(dimension = 1, sessions, 0)) AS sessions, 0 AS visitors, 0 AS bounces,
        SUM(IF(dimension = 1, visible_ms, 0)) AS visible,
        SUM(IF(dimension = 3, sessions, 0)) AS exits,
        SUM(IF(dimension = 2, hits, 0)) AS e_hits,
        SUM(IF(dimension = 2, sessions, 0)) AS e_sessions,
        SUM(IF(dimension = 2, bounces, 0)) AS e_bounces,
        SUM(IF(dimension = 2, visible_ms, 0)) AS e_visible
      FROM traffic_day
      WHERE site_id = :site AND dimension BETWEEN :dimension AND 3 AND day BETWEEN :from AND :to
        AND (:search = '' OR INSTR(LOWER(value), LOWER(:search)) > 0)
      GROUP BY value HAVING hits <> 0 OR sessions <> 0
      ORDER BY hits DESC, value LIMIT :limit OFFSET :offset
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public TrafficList(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Some of the rows, in order. */
  public List<Row> rows(Of of, Part part) {
    return jdbi.withHandle(
        handle ->
            bind(handle.createQuery(sql(of.dimension())), of, part)
                .map((row, context) -> row(row))
                .list());
  }

  /** Hands all rows over, one by one, up to {@link #MOST_EXPORTED}. */
  public void each(Of of, String search, Consumer<Row> taker) {
    jdbi.useHandle(
        handle ->
            bind(handle.createQuery(sql(of.dimension())), of, new Part(search, 0, MOST_EXPORTED))
                .setFetchSize(1_000)
                .map((row, context) -> row(row))
                .forEach(taker));
  }

  private static String sql(Dimension dimension) {
    return switch (dimension) {
      case PAGE -> PAGES;
      case NOT_FOUND, SEARCH, OUTBOUND, DOWNLOAD, CUSTOM -> ROWS.replace("{order}", "hits");
      default -> ROWS.replace("{order}", "sessions");
    };
  }

  private static Query bind(Query query, Of of, Part part) {
    long from = of.period().first().toEpochDay();
    return query
        .bind("site", of.site())
        .bind("dimension", of.dimension().stored())
        .bind("from", from)
        .bind("to", from + of.period().days() - 1)
        .bind("search", part.search())
        .bind("offset", part.offset())
        .bind("limit", part.limit());
  }

  private static Row row(ResultSet row) throws SQLException {
    TrafficCounts entered =
        new TrafficCounts(
            row.getLong("e_hits"),
            row.getLong("e_sessions"),
            0,
            row.getLong("e_bounces"),
            row.getLong("e_visible"));
    return new Row(row.getString("value"), TrafficCounts.read(row), entered, row.getLong("exits"));
  }
}
