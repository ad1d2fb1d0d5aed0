package io.piste.eventlog;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A sender, parked until somebody has settled what it brought: the appender, or the watch when it
 * took too long. Made by the thread that waits. Parked without a time of its own, for timers of
 * thousands of threads a second cost more than one look at all of them.
 */
final class Waiting {
  /** What became of it. */
  enum Outcome {
    /** Committed. */
    STORED,
    /** Not committed, or it is not known. */
    FAILED,
    /** Not settled yet. */
    OPEN,
    /** Still not known when patience ended. */
    UNKNOWN
  }

  private final List<EventRow> rows;
  private final Thread sender = Thread.currentThread();
  private final long since = System.nanoTime();
  private final AtomicBoolean settled = new AtomicBoolean();
  private volatile Outcome outcome = Outcome.OPEN;

  Waiting(List<EventRow> rows) {
    this.rows = rows;
  }

  List<EventRow> rows() {
    return rows;
  }

  /** How long it has been waiting, in nanoseconds. */
  long waited() {
    return System.nanoTime() - since;
  }

  /** Tells the sender. What it was told once holds. */
  void settle(Outcome told) {
    if (settled.compareAndSet(false, true)) {
      outcome = told;
      LockSupport.unpark(sender);
    }
  }

  /** Waits for {@link #settle}; only the sender may ask. */
  Outcome await() throws InterruptedException {
    while (outcome == Outcome.OPEN) {
      LockSupport.park(this);
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return outcome;
  }
}
