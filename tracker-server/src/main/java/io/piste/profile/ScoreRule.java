package io.piste.profile;

import java.math.BigDecimal;

/** A page whose path fits the pattern adds points to the score; they may be negative. */
public record ScoreRule(long id, String pattern, String score, BigDecimal points) {}
