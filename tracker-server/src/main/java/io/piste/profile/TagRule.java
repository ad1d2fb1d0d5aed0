package io.piste.profile;

import java.math.BigDecimal;

/** A page whose path fits the pattern adds weight to the tag. */
public record TagRule(long id, String pattern, String tag, BigDecimal weight) {}
