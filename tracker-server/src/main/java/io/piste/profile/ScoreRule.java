package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What fits adds points to a score.
 *
 * @param id 0 for one that is not stored yet
 * @param score the number of the score
 * @param value points, or the factor of {@link ScoreMode#COEFFICIENT}; 4 decimals, may be negative
 * @param countsFrom what happened before does not count; 1970: all that is kept does
 */
public record ScoreRule(
    long id, long score, ScoreMode mode, RuleMatch match, BigDecimal value, Instant countsFrom) {}
