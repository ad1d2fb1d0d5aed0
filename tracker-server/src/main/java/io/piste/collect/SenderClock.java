package io.piste.collect;

import io.piste.protocol.Event;
import java.time.Duration;
import java.time.Instant;

/**
 * When an event happened, by our clock. The sender's may be wrong by years, but it measures spans
 * well: what counts is how long before sending it happened. Whether that is believed is decided
 * behind the log.
 */
final class SenderClock {
  /** Clocks that are set while a page is open jump a little; that is no reason to doubt. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private SenderClock() {}

  static Instant happenedAt(Batch batch, Event event, Instant receivedAt) {
    long ahead = event.at() - batch.sent();
    return ahead > 0 && ahead <= TOLERANCE.toMillis() ? receivedAt : receivedAt.plusMillis(ahead);
  }
}
