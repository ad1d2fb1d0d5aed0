package io.piste.report;

import io.piste.base.SiteId;
import org.jdbi.v3.core.Jdbi;

/**
 * How many visitors came in a period, exactly and without looking at visits: the roll-up holds for
 * each day how many came whose last day here was so many days before (docs/adr/0046). Thread-safe.
 */
public final class Visitors {
  private static final String TOTAL =
      """
      SELECT COALESCE(SUM(visitors), 0) FROM traffic_return
      WHERE site_id = :site AND day BETWEEN :from AND :to
        AND (days_since = 0 OR days_since > day - :from)
      """;
  private static final String NEW =
      """
      SELECT COALESCE(SUM(visitors), 0) FROM traffic_return
      WHERE site_id = :site AND day BETWEEN :from AND :to AND days_since = 0
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public Visitors(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Visitors of the whole period: one who came on two days counts once. */
  public long total(SiteId site, Period period) {
    return sum(TOTAL, site, period);
  }

  /** Those of them who were never seen before. */
  public long first(SiteId site, Period period) {
    return sum(NEW, site, period);
  }

  private long sum(String sql, SiteId site, Period period) {
    long from = period.first().toEpochDay();
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(sql)
                .bind("site", site)
                .bind("from", from)
                .bind("to", from + period.days() - 1)
                .mapTo(Long.class)
                .one());
  }
}
