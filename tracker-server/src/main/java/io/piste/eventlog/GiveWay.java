package io.piste.eventlog;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets the projector go first: while it is behind and moves on, whoever would hold it up waits
 * before the next piece of work. Not for ever, so that work gets done also where more arrives than
 * can be followed; and a rebuild not at all where nobody projects. Used by one thread.
 */
public final class GiveWay {
  /** Two batches of the projector. */
  private static final long BEHIND = 4_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Longer than the projector rests between batches. */
  private static final Duration STANDSTILL = Pace.MOST.plusSeconds(1);

  private record Seen(long checkpoint, long end) {
    boolean isBehind() {
      return end - checkpoint > BEHIND;
    }
  }

  private final Jdbi jdbi;
  private final Duration longest;
  private long stoodStillAt = -1;

  /**
   * Waits for nothing yet.
   *
   * @param longest how long to wait at most before a piece of work
   */
  public GiveWay(Jdbi jdbi, Duration longest) {
    this.jdbi = jdbi;
    this.longest = longest;
  }

  /** Returns when the next piece may be done. */
  public void toProjector() {
    long begun = System.nanoTime();
    long moved = begun;
    Seen last = look();
    while (last.isBehind() && last.checkpoint() != stoodStillAt) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      long now = System.nanoTime();
      Seen seen = look();
      if (seen.checkpoint() != last.checkpoint()) {
        moved = now;
      } else if (now - moved > STANDSTILL.toNanos()) {
        stoodStillAt = seen.checkpoint();
      }
      if (now - begun > longest.toNanos()) {
        return;
      }
      last = seen;
    }
  }

  private Seen look() {
    return jdbi.withHandle(handle -> new Seen(Checkpoint.read(handle), LogEnd.read(handle)));
  }
}
