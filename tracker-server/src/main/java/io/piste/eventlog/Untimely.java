package io.piste.eventlog;

import java.time.Duration;
import java.util.Optional;

/**
 * Which times of events are not believed (docs/adr/0041-untimely-events-are-kept-apart.md). Such an
 * event is stored with the time that it names, and set aside with the dead letters: nothing follows
 * from it unless somebody replays it, and then the bounds count in place of its time.
 */
final class Untimely {
  /** Repeats are recognised for so long, so nothing that is older counts. */
  static final Duration OLDEST = Duration.ofDays(7);

  private Untimely() {}

  /** Why a time is not believed; empty when it is. */
  static Optional<DeathCause> cause(long happenedAt, long receivedAt) {
    if (happenedAt > receivedAt) {
      return Optional.of(DeathCause.IN_FUTURE);
    }
    return happenedAt < receivedAt - OLDEST.toMillis()
        ? Optional.of(DeathCause.TOO_OLD)
        : Optional.empty();
  }

  /** The nearest time that is believed. */
  static long bounded(long happenedAt, long receivedAt) {
    return Math.clamp(happenedAt, receivedAt - OLDEST.toMillis(), receivedAt);
  }

  /** What a dead letter says. */
  static String reason(EventRow row) {
    Duration off = Duration.ofMillis(row.happenedAt() - row.receivedAt());
    return off.isNegative()
        ? "happened " + off.negated().toHours() + " hours before it arrived"
        : "happened " + off.toSeconds() + " seconds after it arrived";
  }
}
