package io.piste.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.FailureWords;
import io.piste.db.LockConflicts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the log: hands each event to the projections once, in order, in the transaction that
 * moves the checkpoint. The checkpoint's row is locked meanwhile, so several processes may run one.
 * An event that a projection cannot digest goes to the dead letters with the reason and holds up
 * nobody; a database in trouble is waited for.
 */
public final class Projector {
  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final int MAX_BATCH = 2_000;
  private static final int TRIES = 5;

  private final Jdbi jdbi;
  private final List<Projection> projections;
  private final List<Witness> witnesses;
  private final InstantSource clock;
  private final SeenIds seenIds;
  private final Pace pace = new Pace();

  /** What was tried last: behind which event, and how many of them. */
  private record Attempt(long after, int entries) {}

  private volatile Attempt attempt = new Attempt(0, MAX_BATCH);

  /** Hands batches of events to the projections in the order given. */
  public Projector(
      Jdbi jdbi, List<Projection> projections, InstantSource clock, MeterRegistry meters) {
    this(jdbi, jdbi, projections, List.of(), clock, meters);
  }

  /**
   * The same.
   *
   * @param hurried for whoever reads the metrics: fails soon while the database is away
   * @param witnesses see the events that do not count
   */
  public Projector(
      Jdbi jdbi,
      Jdbi hurried,
      List<Projection> projections,
      List<Witness> witnesses,
      InstantSource clock,
      MeterRegistry meters) {
    this.jdbi = jdbi;
    this.projections = List.copyOf(projections);
    this.witnesses = List.copyOf(witnesses);
    this.clock = clock;
    this.seenIds = new SeenIds(jdbi, clock, System::nanoTime);
    ProjectionGauges.register(hurried, clock, meters);
  }

  /** Projects the next batch; true when there may be more. */
  public boolean runOnce() {
    try {
      return project(MAX_BATCH) == MAX_BATCH;
    } catch (RuntimeException e) {
      if (Failures.isOfDatabase(e)) {
        throw e;
      }
      LOG.warn("A batch of events failed ({}); it goes in parts", FailureWords.kind(e));
      return projectAround();
    }
  }

  /**
   * The same for the loop of a server: rests after a batch while more arrives than can be followed
   * ({@link Pace}).
   */
  public boolean follow() throws InterruptedException {
    long begun = System.nanoTime();
    boolean more = runOnce();
    if (more) {
      long now = System.nanoTime();
      Thread.sleep(pace.rest(new Pace.Batch(MAX_BATCH, now - begun), end(), now));
    }
    return more;
  }

  private long end() {
    return jdbi.withHandle(LogEnd::read);
  }

  /**
   * Forgets ids that were seen so long ago that no repeat counts any more; true when there may be
   * more.
   */
  public boolean forgetOldIds() {
    return seenIds.forgetOld();
  }

  /** Halves the batch until the event stands alone that cannot be digested, and buries it. */
  private boolean projectAround() {
    int limit = half();
    for (int done = 0; done < MAX_BATCH; ) {
      try {
        int projected = project(limit);
        if (projected < limit) {
          return false;
        }
        done += projected;
        limit = Math.min(limit * 2, MAX_BATCH / 2);
      } catch (RuntimeException e) {
        if (Failures.isOfDatabase(e)) {
          throw e;
        }
        if (attempt.entries() == 1) {
          bury(e);
          done++;
        }
        limit = half();
      }
    }
    return true;
  }

  private int half() {
    return Math.max(1, attempt.entries() / 2);
  }

  private int project(int limit) {
    return inTransaction(
        handle -> {
          LogReader reader = new LogReader(handle);
          long after = Checkpoint.lock(handle);
          attempt = new Attempt(after, limit);
          List<LogReader.Entry> entries = reader.read(after, limit);
          attempt = new Attempt(after, entries.size());
          if (entries.isEmpty()) {
            return 0;
          }
          Instant now = clock.instant();
          Sieve sieve = Sieve.sift(entries);
          sieve.aside().forEach(aside -> aside.bury(handle, now));
          if (!sieve.events().isEmpty()) {
            projections.forEach(projection -> projection.project(handle, sieve.events()));
          }
          if (!sieve.others().isEmpty()) {
            witnesses.forEach(witness -> witness.saw(handle, sieve.others()));
          }
          reader.moveTo(entries, sieve.placesAside(), now);
          return entries.size();
        });
  }

  // The reason may quote the event, so it stays in the database.
  private void bury(RuntimeException cause) {
    inTransaction(
        handle -> {
          new LogReader(handle)
              .buryNext(attempt.after(), cause, clock.instant())
              .ifPresent(
                  seq ->
                      LOG.error(
                          "Event {} is a dead letter: {}; see event_dead",
                          seq,
                          FailureWords.kind(cause)));
          return 1;
        });
  }

  @FunctionalInterface
  private interface Work {
    int on(Handle handle);
  }

  // READ COMMITTED: no gap locks, so the appender and the mail loops are not held up.
  private int inTransaction(Work work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(TransactionIsolationLevel.READ_COMMITTED, work::on);
      } catch (RuntimeException e) {
        if (attempt >= TRIES || !LockConflicts.isConflict(e)) {
          throw e;
        }
      }
    }
  }
}
