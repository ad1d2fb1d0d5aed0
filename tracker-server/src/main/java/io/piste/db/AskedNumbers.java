package io.piste.db;

import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Numbers for the metrics that the database is asked for when somebody reads them. While it is away
 * they are NaN: that is no reason to have no metrics at all. Thread-safe.
 */
public final class AskedNumbers {
  private final Jdbi jdbi;

  /** Asks through the given pool. */
  public AskedNumbers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** What a query answers; 0 when it answers no row. */
  public double of(String sql) {
    try {
      return jdbi.withHandle(
          handle -> handle.createQuery(sql).mapTo(Double.class).findOne().orElse(0.0));
    } catch (JdbiException e) {
      return Double.NaN;
    }
  }

  /** The age of the time in milliseconds that a query answers; 0 when there is none. */
  public double secondsSince(String sql, InstantSource clock) {
    double millis = of(sql);
    return millis == 0 ? 0 : Math.max(0, (clock.millis() - millis) / 1000);
  }
}
