package io.piste.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Forgets the ids of events that are so old that a repeat would not be believed anyway. A clock
 * that jumps ahead must not make it forget what was seen a moment ago, so the bound behind which
 * ids are forgotten moves at twice the speed of real time at most, from the oldest id on; and ids
 * are kept a day longer than they are needed, which makes up for a clock that was wrong for half a
 * day (docs/adr/0049-no-clock-makes-ids-forgotten.md). Used by one thread.
 */
final class SeenIds {
  static final Duration KEPT = Untimely.OLDEST.plusDays(1);
  private static final int AT_ONCE = 10_000;
  private static final int SPEED = 2;

  /** The id of a dead letter is kept while that may be replayed, should a repeat have counted. */
  private static final String FREE =
      "event_id NOT IN (SELECT event_id FROM event_dead WHERE state <> 'replayed')";

  private static final String OLDEST =
      "SELECT seen_at FROM event_seen WHERE " + FREE + " ORDER BY seen_at LIMIT 1";

  private static final String FORGET =
      "DELETE FROM event_seen WHERE seen_at < :before AND " + FREE + " LIMIT :limit";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private @Nullable Instant bound;
  private long movedAt;

  /**
   * Looks at nothing yet.
   *
   * @param nanos real time that passes, from any beginning, whatever the clock says
   */
  SeenIds(Jdbi jdbi, InstantSource clock, LongSupplier nanos) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** Forgets a bounded number of them; true when there may be more. */
  boolean forgetOld() {
    return jdbi.withHandle(this::forgetOld);
  }

  private boolean forgetOld(Handle handle) {
    int forgotten =
        handle.createUpdate(FORGET).bind("before", move(handle)).bind("limit", AT_ONCE).execute();
    return forgotten == AT_ONCE;
  }

  private Instant move(Handle handle) {
    Instant due = clock.instant().minus(KEPT);
    long now = nanos.getAsLong();
    Instant before = bound;
    Instant reached =
        before == null
            ? oldest(handle).orElse(due)
            : before.plusNanos(SPEED * Math.max(0, now - movedAt));
    Instant moved = reached.isBefore(due) ? reached : due;
    bound = moved;
    movedAt = now;
    return moved;
  }

  private static Optional<Instant> oldest(Handle handle) {
    return handle.createQuery(OLDEST).mapTo(Instant.class).findOne();
  }
}
