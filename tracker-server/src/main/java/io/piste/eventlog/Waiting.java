package io.piste.eventlog;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A sender, parked until the appender has settled what it brought. Made by the thread that waits;
 * settled once, by another.
 */
final class Waiting {
  /** What became of it. */
  enum Outcome {
    /** Committed. */
    STORED,
    /** Not committed, or it is not known. */
    FAILED,
    /** Still not known when patience ended. */
    UNKNOWN
  }

  private final List<EventRow> rows;
  private final Thread sender = Thread.currentThread();
  private volatile Outcome outcome = Outcome.UNKNOWN;

  Waiting(List<EventRow> rows) {
    this.rows = rows;
  }

  List<EventRow> rows() {
    return rows;
  }

  /** Tells the sender. */
  void settle(boolean stored) {
    outcome = stored ? Outcome.STORED : Outcome.FAILED;
    LockSupport.unpark(sender);
  }

  /** Waits for {@link #settle}, for so long at most; only the sender may ask. */
  Outcome await(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (outcome == Outcome.UNKNOWN) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        break;
      }
      LockSupport.parkNanos(this, left);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return outcome;
  }
}
