package io.piste.demo;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How fast carts are left behind and written about.
 *
 * @param abandonedAfter without a sign of life
 * @param mailsAfter counted from then
 * @param sequencePause how long a person is left alone after a sequence
 */
record Pace(Duration abandonedAfter, List<Duration> mailsAfter, Duration sequencePause) {

  /** The demo's: a day in a minute. */
  static final Pace DEMO =
      new Pace(
          Duration.ofSeconds(20),
          List.of(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60)),
          Duration.ofMinutes(3));

  String mails() {
    return mailsAfter.stream().map(Duration::toString).collect(Collectors.joining(","));
  }
}
