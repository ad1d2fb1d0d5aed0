package io.piste.eventlog;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes all that follows from events anew, from the events still kept and the opening balances of
 * those that are not, while new events arrive and are projected (docs/adr/0036). What came by hand,
 * import or merge stays; the erased stay erased. It can be killed at any time: {@link #begin} goes
 * on where it was. One at a time: a second one is refused. Not thread-safe.
 */
public final class Rebuild implements AutoCloseable {
  private final Jdbi jdbi;
  private final Sweep sweep;
  private final NamedLock lock;

  private Rebuild(Jdbi jdbi, Sweep sweep, NamedLock lock) {
    this.jdbi = jdbi;
    this.sweep = sweep;
    this.lock = lock;
  }

  /** Begins a rebuild, or goes on with one that was left; empty when another process is at it. */
  public static Optional<Rebuild> begin(
      Jdbi jdbi, List<Projection> projections, Kin kin, InstantSource clock) {
    return begin(jdbi, new Sweep(jdbi, projections, kin, clock, RebuildRuns.ALL, Sweep.Pace.USUAL));
  }

  static Optional<Rebuild> begin(Jdbi jdbi, Sweep sweep) {
    return NamedLock.tryTake(jdbi, "rebuild")
        .map(
            lock -> {
              if (sweep.run().filter(RebuildRun::isUnfinished).isEmpty()) {
                sweep.begin(null);
              }
              return new Rebuild(jdbi, sweep, lock);
            });
  }

  /** Does a bounded piece of work; true while there is more. */
  public boolean runOnce() {
    lock.keep();
    return sweep.runOnce();
  }

  /** How far it is. */
  public RebuildRun progress() {
    return new RebuildRuns(jdbi).ofAll().orElseThrow();
  }

  /** Lets another process go on; the database does the same when this one is killed. */
  @Override
  public void close() {
    lock.close();
  }
}
