package io.piste.protocol.client;

import java.time.Duration;

/**
 * How long a call may take. Calls are repeated after no answer, 429 and 5xx, never after another
 * 4xx; between tries the client waits as {@code Retry-After} says, or else twice as long each time.
 *
 * @param timeout of one try
 * @param tries 1 or more
 * @param firstPause before the second try
 * @param longestPause a longer {@code Retry-After} ends the call: keep it and send it later
 */
public record Patience(Duration timeout, int tries, Duration firstPause, Duration longestPause) {
  /** Three tries of 2 seconds; for background work, not for a request that a shopper waits for. */
  public static Patience usual() {
    return new Patience(Duration.ofSeconds(2), 3, Duration.ofMillis(250), Duration.ofSeconds(5));
  }

  /** One try of 2 seconds. */
  public static Patience none() {
    return new Patience(Duration.ofSeconds(2), 1, Duration.ZERO, Duration.ZERO);
  }
}
