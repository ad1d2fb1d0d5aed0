package io.piste.profile;

import java.math.BigDecimal;

/** A named number: the sum of its ledger. */
public record Score(String name, BigDecimal points) {}
