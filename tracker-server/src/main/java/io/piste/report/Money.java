package io.piste.report;

import java.math.BigDecimal;

/**
 * An amount in one currency. There is no addition here: two currencies are two figures.
 *
 * @param currency ISO 4217, three capital letters
 */
public record Money(BigDecimal amount, String currency) {}
