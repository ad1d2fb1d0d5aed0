package io.piste.anonymous;

import io.piste.base.SiteId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What was counted, for people to read. Thread-safe. */
public final class AnonymousFigures {
  private static final String DAYS =
      """
      SELECT day AS bucket, SUM(views) AS views, SUM(visits) AS visits, SUM(visitors) AS visitors
      FROM anonymous_hour WHERE site_id = :site AND day BETWEEN :from AND :to GROUP BY day
      """;
  private static final String VALUES =
      """
      SELECT value, SUM(views) AS views, SUM(visits) AS visits FROM anonymous_day
      WHERE site_id = :site AND day BETWEEN :from AND :to AND kind = :kind
      GROUP BY value ORDER BY CASE WHEN :pages THEN views ELSE visits END DESC, value LIMIT :most
      """;
  private static final String ANY =
      "SELECT EXISTS (SELECT * FROM anonymous_hour WHERE site_id = :site)";

  private final Jdbi jdbi;

  /** Sums of a day or of several; visitors of several days are counted on each. */
  public record Sums(long views, long visits, long visitors) {
    /** Nothing. */
    public static final Sums NONE = new Sums(0, 0, 0);

    /** Both together. */
    public Sums plus(Sums other) {
      return new Sums(views + other.views, visits + other.visits, visitors + other.visitors);
    }

    private static Sums read(ResultSet row) throws SQLException {
      return new Sums(row.getLong("views"), row.getLong("visits"), row.getLong("visitors"));
    }
  }

  /** A value with its sums; a star stands for all that found no room. */
  public record Row(String value, long views, long visits) {}

  /** Whole days of a site. */
  public record Span(SiteId site, LocalDate first, int days) {
    private long from() {
      return first.toEpochDay();
    }

    private long to() {
      return first.toEpochDay() + days - 1;
    }
  }

  /** Reads through the pool. */
  public AnonymousFigures(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Whether anything was ever counted. */
  public boolean any(SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(ANY).bind("site", site).mapTo(Boolean.class).one());
  }

  /** One entry for each day, in order. */
  public List<Sums> perDay(Span span) {
    Map<Long, Sums> found = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(DAYS)
                .bind("site", span.site())
                .bind("from", span.from())
                .bind("to", span.to())
                .map((row, context) -> Map.entry(row.getLong("bucket"), Sums.read(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
    List<Sums> days = new ArrayList<>();
    for (long day = span.from(); day <= span.to(); day++) {
      days.add(found.getOrDefault(day, Sums.NONE));
    }
    return days;
  }

  /** The values of a kind, those with most first. */
  public List<Row> values(Span span, Kind kind, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(VALUES)
                .bind("site", span.site())
                .bind("from", span.from())
                .bind("to", span.to())
                .bind("kind", kind.stored())
                .bind("pages", kind == Kind.PAGE)
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Row(
                            row.getString("value"), row.getLong("views"), row.getLong("visits")))
                .list());
  }
}
