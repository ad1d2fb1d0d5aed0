package io.piste.report;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Visitors who were not taken for people, and those whom somebody spoke about; paged by key. */
public final class DoubtfulVisitors {
  /**
   * A visitor.
   *
   * @param verdict what the program thought last
   * @param name family of the browser, or what the robot calls itself
   * @param events how many were doubtful
   * @param word what was said, null when nobody spoke
   */
  public record Row(
      VisitorId visitor,
      Verdict verdict,
      @Nullable String name,
      @Nullable String system,
      long events,
      Instant lastAt,
      @Nullable Word word) {

    /** Where the next page begins. */
    public Spot spot() {
      return new Spot(lastAt.toEpochMilli(), visitor);
    }
  }

  /**
   * What somebody said.
   *
   * @param pending whether the events that are kept are still being turned
   */
  public record Word(Verdict verdict, Instant at, String by, boolean pending) {}

  /** A place in the list. */
  public record Spot(long at, VisitorId visitor) {
    /** Before all. */
    public static final Spot FIRST = new Spot(Long.MAX_VALUE, new VisitorId(new UUID(-1, -1)));
  }

  private static final String SELECT =
      """
      SELECT d.*, w.verdict AS word, w.said_at, w.said_by, r.site_id IS NOT NULL AS pending
      FROM doubtful_visitor d
      LEFT JOIN visitor_word w ON w.site_id = d.site_id AND w.visitor_id = d.visitor_id
      LEFT JOIN rebuild_request r ON r.site_id = d.site_id AND r.visitor_id = d.visitor_id
      WHERE d.site_id = :site AND (d.last_at < :at OR d.last_at = :at AND d.visitor_id < :visitor)
      """;
  private static final String LATEST = "ORDER BY d.last_at DESC, d.visitor_id DESC LIMIT :limit";
  private static final String OF_VERDICT = "AND d.verdict = :verdict ";
  private static final String SPOKEN_OF = "AND w.site_id IS NOT NULL ";

  private static final String BY_VERDICT =
      """
      SELECT verdict, COUNT(*) AS visitors FROM doubtful_visitor
      WHERE site_id = :site AND verdict <> 0 GROUP BY verdict
      """;
  private static final String WORDS = "SELECT COUNT(*) FROM visitor_word WHERE site_id = :site";

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public DoubtfulVisitors(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Those behind a place in the list, the latest first. */
  public List<Row> page(SiteId site, Spot after, int limit) {
    return rows(SELECT, site, after, limit, null);
  }

  /** Those with a verdict. */
  public List<Row> page(SiteId site, Verdict verdict, Spot after, int limit) {
    return rows(SELECT + OF_VERDICT, site, after, limit, verdict);
  }

  /** Those whom somebody spoke about. */
  public List<Row> spokenOf(SiteId site, Spot after, int limit) {
    return rows(SELECT + SPOKEN_OF, site, after, limit, null);
  }

  private List<Row> rows(
      String sql, SiteId site, Spot after, int limit, @Nullable Verdict verdict) {
    return jdbi.withHandle(
        handle -> {
          var query =
              handle
                  .createQuery(sql + LATEST)
                  .bind("site", site)
                  .bind("at", after.at())
                  .bind("visitor", after.visitor())
                  .bind("limit", limit);
          if (verdict != null) {
            query.bind("verdict", verdict.stored());
          }
          return query.map((row, context) -> row(row)).list();
        });
  }

  /** How many visitors there are of each verdict. */
  public Map<Verdict, Long> byVerdict(SiteId site) {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(BY_VERDICT)
                .bind("site", site)
                .map(
                    (row, context) ->
                        counts.put(Verdict.of(row.getInt("verdict")), row.getLong("visitors")))
                .list());
    return counts;
  }

  /** How many were spoken of. */
  public long spokenOf(SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(WORDS).bind("site", site).mapTo(Long.class).one());
  }

  private static Row row(ResultSet row) throws SQLException {
    int word = row.getInt("word");
    boolean silent = row.wasNull();
    return new Row(
        Columns.visitor(row),
        Verdict.of(row.getInt("verdict")),
        row.getString("name"),
        row.getString("system"),
        row.getLong("events"),
        Columns.instant(row, "last_at"),
        silent
            ? null
            : new Word(
                Verdict.of(word),
                Columns.instant(row, "said_at"),
                row.getString("said_by"),
                row.getBoolean("pending")));
  }
}
