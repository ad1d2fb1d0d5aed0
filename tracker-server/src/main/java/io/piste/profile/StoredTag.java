package io.piste.profile;

import java.time.Duration;
import java.time.Instant;

/** What a tag gained at a moment: it halves every 30 days after. */
record StoredTag(String tag, double weight, Instant weighedAt) {
  static final Duration HALF_LIFE = Duration.ofDays(30);

  /** The weight at another time; before {@code weighedAt} it was larger. */
  double weightAt(Instant time) {
    double halvings = (double) Duration.between(weighedAt, time).toMillis() / HALF_LIFE.toMillis();
    return weight * Math.pow(0.5, halvings);
  }
}
