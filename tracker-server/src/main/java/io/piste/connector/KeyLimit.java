package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.limit.Tally;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How many calls a key may make in a minute; said in the headers of every answer. Minutes are those
 * of the clock, and nothing but counts is kept, in memory. Thread-safe.
 */
final class KeyLimit {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  private final int most;
  private final InstantSource clock;
  private final Tally calls = new Tally(1 << 10);

  KeyLimit(ApiSettings settings, InstantSource clock) {
    this.most = settings.keyMinute();
    this.clock = clock;
  }

  /** Counts a call; {@link Problem} TOO_MANY_REQUESTS when there are more than that. */
  void pass(ConnectorKey key, HttpServletResponse response) {
    long now = clock.millis();
    int made = calls.add(key.number(), 1, now / MINUTE);
    Duration left = Duration.ofMillis(MINUTE - Math.floorMod(now, MINUTE));
    response.setHeader("RateLimit-Limit", Integer.toString(most));
    response.setHeader("RateLimit-Remaining", Integer.toString(Math.max(0, most - made)));
    response.setHeader("RateLimit-Reset", Long.toString(left.plusMillis(999).toSeconds()));
    if (made > most) {
      throw new Problem(
          ProblemCode.TOO_MANY_REQUESTS,
          "This key made more than " + most + " calls in a minute. Wait, then repeat this one.",
          left);
    }
  }
}
