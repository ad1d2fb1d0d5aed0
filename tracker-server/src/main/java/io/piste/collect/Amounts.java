package io.piste.collect;

import java.math.BigDecimal;

/** Amounts of money that strangers send. */
final class Amounts {
  /** What the tables hold. */
  static final BigDecimal MOST = new BigDecimal("999999999.99");

  /** What is expected of an amount of money. */
  static final String AN_AMOUNT = "an amount from 0 to " + MOST;

  private Amounts() {}

  /** Whether it can be an amount of money. */
  static boolean fits(BigDecimal amount) {
    return amount.signum() >= 0 && amount.compareTo(MOST) <= 0;
  }
}
