package io.piste.profile;

import io.piste.visit.PathPattern;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A page whose path fits the pattern adds points to the score; they may be negative.
 *
 * @param madeAt counts for what arrives from then on
 * @param endedAt and before then; 1970 while it is in force
 */
public record ScoreRule(
    long id, String pattern, String score, BigDecimal points, Instant madeAt, Instant endedAt) {
  boolean counts(String path, Instant arrived) {
    return ProfileRules.inForce(madeAt, endedAt, arrived) && new PathPattern(pattern).matches(path);
  }
}
