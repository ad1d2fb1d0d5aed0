package io.piste.profile;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Weights that fade, as numbers that stay. A weight w at a time t halves every h days, so {@code
 * log2(w) + t / h}, with t in days since 1970, is the same at any time: its level. Of two levels
 * with one half-life the higher is the heavier, now and always (docs/adr/0092). Without a half-life
 * (0 days) the level is the weight itself.
 */
public final class Levels {
  /** The level of no weight: less than any weight has. */
  public static final double NONE = -1e9;

  private static final double DAY = Duration.ofDays(1).toMillis();
  private static final double LN_2 = Math.log(2);

  private Levels() {}

  /**
   * The level of a weight at a time.
   *
   * @param halfLifeDays 0: it does not fade
   */
  public static double of(double weight, Instant at, int halfLifeDays) {
    if (halfLifeDays == 0) {
      return weight;
    }
    return weight > 0 ? log2(weight) + at.toEpochMilli() / (halfLifeDays * DAY) : NONE;
  }

  /** The weight at a time. */
  public static double weightAt(double level, Instant at, int halfLifeDays) {
    if (level <= NONE) {
      return 0;
    }
    return halfLifeDays == 0
        ? level
        : Math.pow(2, level - at.toEpochMilli() / (halfLifeDays * DAY));
  }

  /** The level of two weights together: log2(2^a + 2^b), without leaving the range of numbers. */
  public static double sum(double one, double other, int halfLifeDays) {
    if (one <= NONE || other <= NONE) {
      return Math.max(one, other);
    }
    if (halfLifeDays == 0) {
      return one + other;
    }
    double most = Math.max(one, other);
    return most + Math.log1p(Math.exp((Math.min(one, other) - most) * LN_2)) / LN_2;
  }

  /**
   * When a weight will have fallen to a value.
   *
   * @return the distant past when it is below already and the distant future when it never falls
   */
  public static Instant fallsTo(double level, double value, int halfLifeDays) {
    if (halfLifeDays == 0 || value <= 0) {
      return level >= value ? Instant.MAX : Instant.MIN;
    }
    if (level <= NONE) {
      return Instant.MIN;
    }
    return Instant.ofEpochMilli((long) Math.ceil((level - log2(value)) * halfLifeDays * DAY));
  }

  /** The level of points: 0 and less that fade have none. */
  static double ofPoints(BigDecimal points, Instant at, int halfLifeDays) {
    return of(points.doubleValue(), at, halfLifeDays);
  }

  private static double log2(double number) {
    return Math.log(number) / LN_2;
  }
}
