package io.piste.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the keeping of raw visits. A part of the log that is past retention is closed first: what
 * followed from its events becomes the opening balance of each visitor, so that scores, carts and
 * contacts stay, and a later rebuild starts from there (docs/adr/0037). Then it is dropped whole,
 * and rows of that time with it. Can be killed at any time; one process at a time works at it.
 */
public final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

  /** Rows may be so much older than their events: those come up to 7 days late. */
  static final Duration LATE = Duration.ofDays(8);

  private static final String LAST_OF_PART =
      """
      SELECT COALESCE(MAX(seq), 0) FROM event_log
      WHERE stream = :stream AND received_at < :until
      """;

  private static final String FORGET_LETTERS =
      "DELETE FROM event_dead WHERE stream = :stream AND received_at < :until";

  /** Deletes a bounded number of raw rows from before a time; true when there may be more. */
  @FunctionalInterface
  public interface RawRows {
    /** Does it. */
    boolean forgetBefore(Instant time);
  }

  private final Jdbi jdbi;
  private final RetentionSettings settings;
  private final InstantSource clock;
  private final LogParts parts;
  private final SteadyClock steady;
  private final Sweep closing;
  private final RawRows raw;

  /** Does nothing yet. */
  public Retention(
      Jdbi jdbi,
      List<Projection> projections,
      RawRows raw,
      RetentionSettings settings,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.clock = clock;
    this.parts = new LogParts(jdbi);
    this.steady = new SteadyClock(jdbi, clock);
    this.closing = new Sweep(jdbi, projections, clock, RebuildRuns.PART, Sweep.Pace.USUAL);
    this.raw = raw;
  }

  /** Does a bounded piece of work; true while there is more. */
  public boolean runOnce() {
    Optional<Instant> reached = steady.look();
    parts.cutAhead(clock.instant());
    Optional<NamedLock> taken = NamedLock.tryTake(jdbi, "retention");
    if (taken.isEmpty()) {
      return false;
    }
    try (NamedLock lock = taken.get()) {
      lock.keep();
      Optional<RebuildRun> run = closing.run().filter(RebuildRun::isUnfinished);
      return run.map(this::goOn).orElseGet(() -> reached.map(this::beginNext).orElse(false));
    }
  }

  private boolean beginNext(Instant now) {
    for (LogParts.Part part : parts.all()) {
      Instant until = part.until();
      if (until != null && settings.isOver(part.from(), until, now) && isProjected(until)) {
        LOG.info("closing {} of the event log: it is past retention", part.name());
        closing.begin(new RebuildRuns.Extent(until, null));
        return true;
      }
    }
    return false;
  }

  private boolean goOn(RebuildRun run) {
    Instant until = run.untilAt();
    if (until == null) {
      throw new IllegalStateException("a part is closed that has no end");
    }
    return switch (run.state()) {
      case GATHERING -> closing.runOnce();
      case PROJECTING -> closing.runOnce() || drop(run, until);
      case SWEEPING -> sweep(until);
      case DONE -> false;
    };
  }

  /** True: there is a rest to do. */
  private boolean drop(RebuildRun run, Instant until) {
    if (lastOf(until) > run.targetSeq()) {
      // The clock jumped back that far, and events arrived meanwhile: they are not covered yet.
      LOG.warn("events arrived in a part of the log that was being closed; closing it again");
      closing.begin(new RebuildRuns.Extent(until, null));
      return true;
    }
    parts.drop(until);
    closing.sweep();
    return true;
  }

  private boolean sweep(Instant until) {
    if (raw.forgetBefore(until.minus(LATE))) {
      return true;
    }
    jdbi.useHandle(
        handle -> {
          int letters =
              handle
                  .createUpdate(FORGET_LETTERS)
                  .bind("stream", StreamWriter.STREAM)
                  .bind("until", until)
                  .execute();
          handle.execute("DELETE FROM event_covered");
          LOG.info("everything before {} is closed; {} dead letters went with it", until, letters);
        });
    closing.end();
    return true;
  }

  private boolean isProjected(Instant until) {
    return lastOf(until) <= jdbi.withHandle(Checkpoint::read);
  }

  private long lastOf(Instant until) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LAST_OF_PART)
                .bind("stream", StreamWriter.STREAM)
                .bind("until", until)
                .mapTo(Long.class)
                .one());
  }
}
