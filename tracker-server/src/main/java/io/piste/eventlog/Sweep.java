package io.piste.eventlog;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.FailureWords;
import java.time.Duration;
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
 * Goes through all visitors and makes their rows anew, some at a time, each time in a transaction
 * that holds the checkpoint: the projector goes on in between, and whatever is killed when, a
 * visitor's rows are either the old or the new ones. Where it is stands in the database, so it goes
 * on there after a kill. Used by one thread of one process at a time.
 */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  /** So many rows may be gathered while the projector waits. */
  private static final long CATCH_UP = 5_000;

  private static final Duration GIVE_WAY = Duration.ofSeconds(10);

  /** How much is done at once: events looked at, visitors and their events made anew. */
  record Pace(long gather, int visitors, long events) {
    static final Pace USUAL = new Pace(50_000, 200, 2_000);
  }

  private final Jdbi jdbi;
  private final List<Projection> projections;
  private final InstantSource clock;
  private final String job;
  private final Pace pace;
  private final GiveWay giveWay;

  Sweep(Jdbi jdbi, List<Projection> projections, InstantSource clock, String job, Pace pace) {
    this.jdbi = jdbi;
    this.projections = List.copyOf(projections);
    this.clock = clock;
    this.job = job;
    this.pace = pace;
    this.giveWay = new GiveWay(jdbi, GIVE_WAY);
  }

  Optional<RebuildRun> run() {
    return jdbi.withHandle(handle -> RebuildRuns.read(handle, job));
  }

  /** Starts anew; what an earlier one left undone is forgotten. */
  void begin(RebuildRuns.Extent extent) {
    jdbi.useHandle(
        handle -> {
          WorkTable work = new WorkTable(handle, job);
          work.drop();
          work.create();
          RebuildRuns.begin(handle, job, extent, clock.instant());
        });
  }

  /** Does a bounded piece of work; true while there is more. */
  boolean runOnce() {
    RebuildRun run = run().orElseThrow();
    return switch (run.state()) {
      case GATHERING -> gather(run);
      case PROJECTING -> projectNext(run);
      case SWEEPING, DONE -> false;
    };
  }

  private boolean gather(RebuildRun run) {
    long end = jdbi.withHandle(Checkpoint::read);
    if (run.throughSeq() < end) {
      gatherUpTo(run, Math.min(end, run.throughSeq() + pace.gather()));
    } else {
      jdbi.useHandle(
          handle -> {
            WorkTable work = new WorkTable(handle, job);
            work.index();
            if (run.onlySite() != null) {
              RebuildRuns.expect(handle, job, work.events(run.onlySite()));
            }
            RebuildRuns.become(handle, job, RebuildRun.State.PROJECTING, clock.instant());
          });
    }
    return true;
  }

  private void gatherUpTo(RebuildRun run, long through) {
    retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> gather(handle, run.throughSeq(), through)));
  }

  private long gather(Handle handle, long after, long through) {
    if (through > after) {
      int found = new WorkTable(handle, job).gather(after, through);
      RebuildRuns.gathered(handle, job, through, found, clock.instant());
    }
    return through;
  }

  private boolean projectNext(RebuildRun run) {
    long end = jdbi.withHandle(Checkpoint::read);
    if (end - run.throughSeq() > CATCH_UP) {
      gatherUpTo(run, Math.min(end, run.throughSeq() + pace.gather()));
      return true;
    }
    giveWay.toProjector();
    boolean more;
    try {
      more = chunk(false);
    } catch (RuntimeException e) {
      if (Failures.isOfDatabase(e)) {
        throw e;
      }
      LOG.warn(
          "A piece of the rebuild failed ({}); its events go one by one", FailureWords.kind(e));
      more = chunk(true);
    }
    if (!more && run.untilAt() == null) {
      end();
    }
    return more;
  }

  /** Says that the events are dropped. */
  void sweep() {
    jdbi.useHandle(
        handle -> RebuildRuns.become(handle, job, RebuildRun.State.SWEEPING, clock.instant()));
  }

  /** Says that all is done and takes the work tables away. */
  void end() {
    jdbi.useHandle(
        handle -> {
          RebuildRuns.end(handle, job, clock.instant());
          new WorkTable(handle, job).drop();
        });
  }

  private boolean chunk(boolean singly) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED, handle -> chunk(handle, singly)));
  }

  private boolean chunk(Handle handle, boolean singly) {
    long checkpoint = Checkpoint.lock(handle);
    RebuildRun run = RebuildRuns.read(handle, job).orElseThrow();
    gather(handle, run.throughSeq(), checkpoint);
    WorkTable work = new WorkTable(handle, job);
    List<WorkTable.Amount> next = next(work, run);
    if (next.isEmpty()) {
      return false;
    }
    Set<Scope.Visitor> turn = new HashSet<>(next.stream().map(WorkTable.Amount::visitor).toList());
    Scope scope = work.together(new Scope(turn, clock.instant()), projections);
    Optional<Replay.Closing> closing =
        Optional.ofNullable(run.untilAt()).map(until -> new Replay.Closing(until, run.targetSeq()));
    List<WorkTable.Place> places = work.places(scope);
    new Replay(projections, handle, scope, singly).run(places, closing);
    Set<Scope.Visitor> early = new HashSet<>(scope.visitors());
    early.removeAll(turn);
    work.noteDone(early);
    RebuildRuns.move(
        handle,
        job,
        next.getLast().visitor(),
        new RebuildRuns.Done(places.size(), scope.visitors().size()),
        clock.instant());
    return true;
  }

  private List<WorkTable.Amount> next(WorkTable work, RebuildRun run) {
    List<WorkTable.Amount> taken = new ArrayList<>();
    long events = 0;
    for (WorkTable.Amount amount : work.next(run, pace.visitors())) {
      taken.add(amount);
      events += amount.events();
      if (events >= pace.events()) {
        break;
      }
    }
    return taken;
  }
}
