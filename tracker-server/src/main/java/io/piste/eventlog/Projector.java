package io.piste.eventlog;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final Pace pace = new Pace();

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
      LOG.warn("A batch of events failed ({}); it goes in parts", Failures.kind(e));
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
    return jdbi.withHandle(handle -> new LogReader(handle).end());
  }

  /** Forgets ids that were seen more than 7 days ago; true when there may be more. */
  public boolean forgetOldIds() {
    return jdbi.withHandle(handle -> new LogReader(handle).forgetSeenBefore(clock.instant()));
  }

  /** Halves the batch until the event stands alone that cannot be digested, and buries it. */
  private boolean projectAround() {
    int limit = MAX_BATCH / 2;
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
        if (limit == 1) {
          bury(e);
          done++;
        }
        limit = Math.max(1, limit / 2);
      }
    }
    return true;
  }

  private int project(int limit) {
    return inTransaction(
        handle -> {
          LogReader reader = new LogReader(handle);
          List<LogReader.Entry> entries = reader.lockAndRead(limit);
          if (entries.isEmpty()) {
            return 0;
          }
          Instant now = clock.instant();
          List<EventRow> fresh = fresh(entries, reader, now);
          List<LoggedEvent> events =
              fresh.stream().filter(row -> row.verdict().counts()).map(EventRow::logged).toList();
          if (!events.isEmpty()) {
            projections.forEach(projection -> projection.project(handle, events));
          }
          if (events.size() < fresh.size()) {
            List<Arrived> others =
                fresh.stream()
                    .filter(row -> !row.verdict().counts())
                    .map(EventRow::arrived)
                    .toList();
            witnesses.forEach(witness -> witness.saw(handle, others));
          }
          reader.moveTo(entries, now);
          return entries.size();
        });
  }

  /** Of the same id the first, unless it was there before; those of no believable time go aside. */
  private static List<EventRow> fresh(
      List<LogReader.Entry> entries, LogReader reader, Instant now) {
    Set<EventRow.Key> inThisBatch = new HashSet<>();
    List<EventRow> fresh = new ArrayList<>();
    for (LogReader.Entry entry : entries) {
      Optional<DeathCause> untimely = entry.row().untimely();
      if (entry.spent()) {
        continue;
      }
      if (untimely.isPresent()) {
        reader.setAside(entry, untimely.get(), now);
      } else if (inThisBatch.add(entry.row().key())) {
        fresh.add(entry.row());
      }
    }
    return fresh;
  }

  // The reason may quote the event, so it stays in the database.
  private void bury(RuntimeException cause) {
    inTransaction(
        handle -> {
          long seq = new LogReader(handle).buryNext(cause, clock.instant());
          LOG.error("Event {} is a dead letter: {}; see event_dead", seq, Failures.kind(cause));
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
        if (attempt >= TRIES || !Failures.isLostRace(e)) {
          throw e;
        }
      }
    }
  }
}
