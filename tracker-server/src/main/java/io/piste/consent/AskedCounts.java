package io.piste.consent;

import io.piste.base.SiteId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * How often pages fetched the question, by quarter of an hour. Nothing is known of who fetched it:
 * the request carries no cookie, and only a page whose visitor has chosen before says so. Counted
 * in memory and added by {@link #flush}; a process that is killed loses what was counted since.
 * Thread-safe.
 */
public final class AskedCounts {
  /** Every time zone's day begins with one. */
  public static final Duration QUARTER = Duration.ofMinutes(15);

  private static final String ADD =
      """
      INSERT INTO consent_asked (site_id, quarter_at, version, held, times)
      VALUES (:site, :quarter, :version, :held, :times)
      ON DUPLICATE KEY UPDATE times = consent_asked.times + VALUES(times)
      """;

  private record Counted(long site, long quarter, int version, boolean held) {}

  private record Addition(Counted of, long times) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final ConcurrentMap<Counted, Long> counts = new ConcurrentHashMap<>();

  /** Counts nothing yet. */
  public AskedCounts(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A page got the question. */
  void count(SiteId site, int version, boolean held) {
    long quarter = clock.millis() / QUARTER.toMillis() * QUARTER.toMillis();
    counts.merge(new Counted(site.value(), quarter, version, held), 1L, Long::sum);
  }

  /** Adds what was counted. Always false, for it is a loop's step with nothing left to do. */
  public boolean flush() {
    List<Addition> additions = new ArrayList<>();
    for (Counted counted : counts.keySet()) {
      Long times = counts.remove(counted);
      if (times != null) {
        additions.add(new Addition(counted, times));
      }
    }
    if (additions.isEmpty()) {
      return false;
    }
    try {
      jdbi.useTransaction(
          handle -> {
            PreparedBatch batch = handle.prepareBatch(ADD);
            for (Addition addition : additions) {
              batch
                  .bind("site", addition.of().site())
                  .bind("quarter", addition.of().quarter())
                  .bind("version", addition.of().version())
                  .bind("held", addition.of().held())
                  .bind("times", addition.times())
                  .add();
            }
            batch.execute();
          });
    } catch (RuntimeException e) {
      additions.forEach(addition -> counts.merge(addition.of(), addition.times(), Long::sum));
      throw e;
    }
    return false;
  }
}
