package io.piste.report;

import io.piste.base.SiteId;
import java.util.Arrays;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** How many visitors came. A visitor with several sessions on a day counts once that day. */
public final class Visitors {
  private static final String PER_DAY =
      """
      SELECT {day} AS day, COUNT(DISTINCT visitor_id) AS visitors
      FROM visit_session
      WHERE site_id = :site AND started_at >= :from AND started_at < :until
      GROUP BY day
      """;
  private static final String TOTAL =
      """
      SELECT COUNT(DISTINCT visitor_id) FROM visit_session
      WHERE site_id = :site AND started_at >= :from AND started_at < :until
      """;

  private final Jdbi jdbi;

  /** Reads through the pool; thread-safe. */
  public Visitors(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One figure for each day of the period, in order. */
  public List<Integer> perDay(SiteId site, Period period) {
    Integer[] days = new Integer[period.days()];
    Arrays.fill(days, 0);
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(PER_DAY.replace("{day}", LocalDays.numberOf("started_at", period)))
                .bind("site", site.value())
                .bind("from", period.from().toEpochMilli())
                .bind("until", period.until().toEpochMilli())
                .map((row, context) -> days[row.getInt("day")] = row.getInt("visitors"))
                .list());
    return List.of(days);
  }

  /** Visitors of the whole period: one who came on two days counts once. */
  public int total(SiteId site, Period period) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(TOTAL)
                .bind("site", site.value())
                .bind("from", period.from().toEpochMilli())
                .bind("until", period.until().toEpochMilli())
                .mapTo(Integer.class)
                .one());
  }
}
