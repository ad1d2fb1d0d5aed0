package io.piste.visit;

import io.piste.base.SiteId;
import org.jdbi.v3.core.Jdbi;

/** Reads the roll-ups. Days are numbered from 1970-01-01 by the site's clock. Thread-safe. */
public final class Traffic {
  private static final String VISITORS =
      """
      SELECT COALESCE(SUM(visitors), 0) FROM traffic_return
      WHERE site_id = :site AND day BETWEEN :from AND :to
        AND (days_since = 0 OR days_since > day - :from)
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public Traffic(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** How many visitors came from one day to another, both included: one who came often is one. */
  public long visitors(SiteId site, int from, int to) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(VISITORS)
                .bind("site", site)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one());
  }
}
