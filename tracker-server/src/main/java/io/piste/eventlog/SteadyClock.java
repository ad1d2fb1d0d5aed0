package io.piste.eventlog;

import static io.piste.db.LockConflicts.retried;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What time it is at least, for what cannot be undone. A clock that jumped a year ahead would have
 * everything dropped; so its time is believed after it was watched for a week, and until then the
 * week since the earliest time that it said in it. Hours in which nobody watches, since the server
 * is off, do not count: then what is old is kept for longer. Thread-safe; processes share what they
 * saw.
 */
public final class SteadyClock {
  /** So long it is watched. */
  static final Duration TRIAL = Duration.ofDays(7);

  private static final Duration HOUR = Duration.ofHours(1);

  /** What lies between two looks at most; more is a jump. */
  private static final Duration STEP = HOUR;

  private static final String READ =
      "SELECT seen_at, watched_ms FROM upkeep_clock WHERE id = 1 FOR UPDATE";

  private static final String WRITE =
      """
      INSERT INTO upkeep_clock (id, seen_at, watched_ms) VALUES (1, :seen, :watched)
      ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), watched_ms = VALUES(watched_ms)
      """;

  private static final String NOTE =
      """
      INSERT INTO upkeep_hour (hour, seen_at) VALUES (:hour, :seen)
      ON DUPLICATE KEY UPDATE seen_at = LEAST(seen_at, VALUES(seen_at))
      """;

  private static final String EARLIEST = "SELECT MIN(seen_at) FROM upkeep_hour WHERE hour >= :hour";

  private static final String FORGET = "DELETE FROM upkeep_hour WHERE hour < :hour";

  private record Seen(Instant at, Duration watched) {}

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Looks at nothing yet. */
  public SteadyClock(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /**
   * Looks at the clock, which must be done every hour, and tells what time it is at least; empty in
   * the first week.
   */
  public Optional<Instant> look() {
    Instant now = clock.instant();
    // Loops that begin together with an empty table wait for each other.
    return retried(() -> jdbi.inTransaction(handle -> look(handle, now)));
  }

  private static Optional<Instant> look(Handle handle, Instant now) {
    Duration watched =
        handle
            .createQuery(READ)
            .map(
                (row, context) ->
                    new Seen(
                        Instant.ofEpochMilli(row.getLong("seen_at")),
                        Duration.ofMillis(row.getLong("watched_ms"))))
            .findOne()
            .map(seen -> seen.watched().plus(step(seen.at(), now)))
            .orElse(Duration.ZERO);
    handle.createUpdate(WRITE).bind("seen", now).bind("watched", watched.toMillis()).execute();
    handle.createUpdate(NOTE).bind("hour", watched.toHours()).bind("seen", now).execute();
    long first = watched.minus(TRIAL).toHours();
    if (watched.compareTo(TRIAL) < 0) {
      return Optional.empty();
    }
    handle.createUpdate(FORGET).bind("hour", first).execute();
    Instant earliest = handle.createQuery(EARLIEST).bind("hour", first).mapTo(Instant.class).one();
    Instant atLeast = earliest.plus(TRIAL);
    return Optional.of(atLeast.isBefore(now) ? atLeast : now);
  }

  private static Duration step(Instant seen, Instant now) {
    Duration step = Duration.between(seen, now);
    if (step.isNegative()) {
      return Duration.ZERO;
    }
    return step.compareTo(STEP) > 0 ? STEP : step;
  }
}
