package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What fits adds weight to the tag, each time.
 *
 * @param id 0 for one that is not stored yet
 * @param tag at most 60 characters; {@code *} for the word that fits, where the kind is content or
 *     category
 * @param weight more than 0, with 3 decimals
 * @param countsFrom what happened before does not count; 1970: all that is kept does
 */
public record TagRule(long id, RuleMatch match, String tag, BigDecimal weight, Instant countsFrom) {
  /** The tag that takes its name from what fits. */
  public static final String SAME = "*";
}
