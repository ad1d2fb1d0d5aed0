package io.piste.collect;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.eventlog.LoggedEvent;
import io.piste.site.Site;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * What became of events, by site: received = accepted, by verdict, + refused, by reason. A body
 * that cannot be read counts as one event, of no site. Counted in memory, where the metrics are
 * read from, and added to the tables by {@link #flush}; a process that is killed loses what was
 * counted since. Thread-safe.
 */
public final class IngestCounters {
  private static final long NO_SITE = 0;
  private static final String ADD =
      """
      INSERT INTO ingest_count (site_id, hour_at, outcome, events)
      VALUES (:site, :hour, :outcome, :events)
      ON DUPLICATE KEY UPDATE ingest_count.events = ingest_count.events + VALUES(events)
      """;

  /** The same of the last hour by minute, for who waits for the first event. */
  private static final String ADD_RECENT =
      """
      INSERT INTO recent_arrival (site_id, minute_at, what, origin, times)
      VALUES (:site, :minute, :outcome, '', :events)
      ON DUPLICATE KEY UPDATE times = recent_arrival.times + VALUES(times)
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final ConcurrentMap<Long, SiteTally> tallies = new ConcurrentHashMap<>();
  private final ReentrantLock flushing = new ReentrantLock();

  private record Addition(SiteTally.Outcome of, long site, long total) {
    long events() {
      return total - of.written();
    }
  }

  /** Writes nothing yet. */
  public IngestCounters(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.meters = meters;
    of(null);
  }

  void received(@Nullable Site site, int events) {
    of(site).received().add(events);
  }

  /** Events that are in the log now: accepted, or kept apart for their time. */
  void stored(Site site, List<LoggedEvent> events) {
    SiteTally tally = of(site);
    for (LoggedEvent event : events) {
      outcome(tally, event).add(1);
    }
  }

  private static SiteTally.Outcome outcome(SiteTally tally, LoggedEvent event) {
    return event
        .untimely()
        .map(cause -> tally.refused(Refusal.of(cause)))
        .orElseGet(() -> tally.accepted(event.verdict()));
  }

  void refused(@Nullable Site site, Refusal refusal, int events) {
    of(site).refused(refusal).add(events);
  }

  /**
   * Adds what was counted since the last time to the present hour. Always false: there is no more
   * to do at once.
   */
  public boolean flush() {
    flushing.lock();
    try {
      List<Addition> additions = additions();
      if (!additions.isEmpty()) {
        write(additions);
        // Only now: what could not be written is added the next time.
        additions.forEach(addition -> addition.of().written(addition.total()));
      }
      return false;
    } finally {
      flushing.unlock();
    }
  }

  private List<Addition> additions() {
    List<Addition> additions = new ArrayList<>();
    tallies.forEach(
        (site, tally) -> {
          for (SiteTally.Outcome outcome : tally.outcomes()) {
            Addition addition = new Addition(outcome, site, outcome.total());
            if (addition.events() > 0) {
              additions.add(addition);
            }
          }
        });
    return additions;
  }

  private void write(List<Addition> additions) {
    Instant now = clock.instant();
    long hour = now.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
    long minute = now.truncatedTo(ChronoUnit.MINUTES).toEpochMilli();
    jdbi.useTransaction(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(ADD);
          PreparedBatch recent = handle.prepareBatch(ADD_RECENT);
          for (Addition addition : additions) {
            bind(batch, addition).bind("hour", hour).add();
            bind(recent, addition).bind("minute", minute).add();
          }
          batch.execute();
          recent.execute();
        });
  }

  private static PreparedBatch bind(PreparedBatch batch, Addition addition) {
    return batch
        .bind("site", addition.site())
        .bind("outcome", addition.of().name())
        .bind("events", addition.events());
  }

  private SiteTally of(@Nullable Site site) {
    long id = site == null ? NO_SITE : site.id().value();
    SiteTally known = tallies.get(id);
    return known != null
        ? known
        : tallies.computeIfAbsent(
            id, key -> new SiteTally(meters, site == null ? "none" : site.publicId()));
  }
}
