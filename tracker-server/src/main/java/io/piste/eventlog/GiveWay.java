package io.piste.eventlog;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jdbi.v3.core.Jdbi;

/**
 * Lets the projector go first: while it is behind and moves on, a rebuild waits before its next
 * piece, which would hold it up. Not for ever, so that a rebuild ends also where more arrives than
 * can be followed; and not at all where nobody projects. Used by one thread.
 */
final class GiveWay {
  /** Two batches of the projector. */
  private static final long BEHIND = 4_000;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  /** Longer than the projector rests between batches. */
  private static final Duration STANDSTILL = Pace.MOST.plusSeconds(1);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private record Seen(long checkpoint, long end) {
    boolean isBehind() {
      return end - checkpoint > BEHIND;
    }
  }

  private final Jdbi jdbi;
  private long stoodStillAt = -1;

  GiveWay(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Returns when the next piece may be done. */
  void toProjector() {
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
      if (now - begun > LONGEST.toNanos()) {
        return;
      }
      last = seen;
    }
  }

  private Seen look() {
    return jdbi.withHandle(handle -> new Seen(Checkpoint.read(handle), LogEnd.read(handle)));
  }
}
