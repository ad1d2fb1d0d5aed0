package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a score changed, and when. The lines of a score up to a time add up to its points then.
 *
 * @param score its number
 * @param name of the score
 * @param cause what kind of line it is
 * @param rule the rule that gave it; null where none did
 * @param reason for a rule: what fitted (a path, words, a number); may be empty
 * @param points with 3 decimals; never 0
 * @param since for {@link Cause#FADED}: from when on
 */
public record LedgerLine(
    long score,
    String name,
    Cause cause,
    @Nullable ScoreRule rule,
    String reason,
    BigDecimal points,
    Instant at,
    @Nullable Instant since) {
  /** Why. */
  public enum Cause {
    /** A rule gave or took points. */
    RULE,
    /** What was given by events that are not kept any more, or by hand. */
    OPENING,
    /** More than the ceiling was taken away. */
    CEILING,
    /** Less than the floor was given back. */
    FLOOR,
    /** Time passed. */
    FADED
  }
}
