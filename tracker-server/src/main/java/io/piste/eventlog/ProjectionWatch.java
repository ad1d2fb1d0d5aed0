package io.piste.eventlog;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Whether what follows from the log can be acted upon: an order that is stored and not yet
 * projected must keep a mail about its cart from leaving. By the numbers of events and by time that
 * passes, so a clock that jumps changes nothing. Thread-safe.
 */
public final class ProjectionWatch {
  /** Some twenty times what projection is behind as a rule. */
  static final Duration MOST = Duration.ofSeconds(5);

  /** An event that was the last one at a time. */
  private record Mark(long seq, long nanos) {}

  private final Jdbi jdbi;
  private final LongSupplier nanos;
  private @Nullable Mark mark;
  private boolean followed;

  /** Looks at nothing yet; until it saw all projected that was there at first, nothing is. */
  public ProjectionWatch(Jdbi jdbi) {
    this(jdbi, System::nanoTime);
  }

  ProjectionWatch(Jdbi jdbi, LongSupplier nanos) {
    this.jdbi = jdbi;
    this.nanos = nanos;
  }

  /** Whether everything that was stored five seconds ago is projected. */
  public boolean isCurrent() {
    return jdbi.withHandle(this::look);
  }

  private synchronized boolean look(Handle handle) {
    long projected = Checkpoint.read(handle);
    long end = LogEnd.read(handle);
    long now = nanos.getAsLong();
    Mark last = mark;
    if (projected >= end) {
      followed = true;
      mark = null;
    } else if (last == null) {
      mark = new Mark(end, now);
    } else if (projected >= last.seq()) {
      followed = true;
      mark = new Mark(end, now);
    } else if (now - last.nanos() > MOST.toNanos()) {
      return false;
    }
    return followed;
  }
}
