package io.piste.profile;

import java.time.Duration;
import java.time.Instant;

/** Points in thousandths that fade: both signs come closer to 0. */
final class Fading {
  private static final double DAY = Duration.ofDays(1).toMillis();

  private Fading() {}

  /** What is left of them, in thousandths, rounded half away from 0. */
  static long left(long thousandths, Instant since, Instant now, int halfLifeDays) {
    double age = Math.max(0, now.toEpochMilli() - since.toEpochMilli());
    double left = Math.abs(thousandths) * Math.pow(0.5, age / (halfLifeDays * DAY));
    return Long.signum(thousandths) * Math.round(left);
  }
}
