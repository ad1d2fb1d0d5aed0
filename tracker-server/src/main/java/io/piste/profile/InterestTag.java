package io.piste.profile;

import java.time.Instant;

/**
 * What somebody cares about.
 *
 * @param level see {@link Levels}; {@link Levels#NONE} when it was only given
 * @param halfLifeDays of its category; 0: it does not fade
 * @param given by hand or by a shop: it stays whatever the weight is
 */
public record InterestTag(String tag, double level, int halfLifeDays, boolean given) {
  /** How much it weighs at a time, 0 or more. */
  public double weightAt(Instant now) {
    return Levels.weightAt(level, now, halfLifeDays);
  }
}
