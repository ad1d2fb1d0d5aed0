package io.piste.eventlog;

import io.piste.base.SiteId;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

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
      Jdbi jdbi, List<Projection> projections, InstantSource clock) {
    return begin(jdbi, projections, clock, null);
  }

  /**
   * The same for the visitors of one site, and those who are the same person elsewhere. One that
   * was left with another site, or for all, is begun anew.
   *
   * @param only null for all sites
   */
  public static Optional<Rebuild> begin(
      Jdbi jdbi, List<Projection> projections, InstantSource clock, @Nullable SiteId only) {
    Sweep sweep = new Sweep(jdbi, projections, clock, RebuildRuns.ALL, Sweep.Pace.USUAL);
    return begin(jdbi, sweep, new RebuildRuns.Extent(null, only));
  }

  static Optional<Rebuild> begin(Jdbi jdbi, Sweep sweep, RebuildRuns.Extent extent) {
    return NamedLock.tryTake(jdbi, "rebuild")
        .map(
            lock -> {
              if (sweep.run().filter(run -> goesOn(run, extent)).isEmpty()) {
                sweep.begin(extent);
              }
              return new Rebuild(jdbi, sweep, lock);
            });
  }

  private static boolean goesOn(RebuildRun run, RebuildRuns.Extent extent) {
    return run.isUnfinished() && Objects.equals(run.onlySite(), extent.only());
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
