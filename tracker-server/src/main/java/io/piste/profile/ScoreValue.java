package io.piste.profile;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What somebody has of a score.
 *
 * @param score its number
 * @param points at {@code changedAt}, with 3 decimals
 * @param changedAt when something was last added
 * @param halfLifeDays of the score; 0: points do not fade
 */
public record ScoreValue(
    long score, String name, BigDecimal points, Instant changedAt, int halfLifeDays) {
  /** How many decimals points have. */
  public static final int DECIMALS = 3;

  /** The points at a time that is not before {@code changedAt}, with 3 decimals. */
  public BigDecimal pointsAt(Instant now) {
    return halfLifeDays == 0
        ? points
        : BigDecimal.valueOf(
            Fading.left(points.movePointRight(DECIMALS).longValue(), changedAt, now, halfLifeDays),
            DECIMALS);
  }

  /** See {@link Levels}: the same at any time; {@link Levels#NONE} for 0 points and less. */
  public double level() {
    return Levels.ofPoints(points, changedAt, halfLifeDays);
  }

  static BigDecimal rounded(BigDecimal points) {
    return points.setScale(DECIMALS, RoundingMode.HALF_UP);
  }
}
