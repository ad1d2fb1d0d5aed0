package io.piste.base;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Numbers that strangers send. 1e999999999 is one too: nothing is computed here with the exponent
 * of a number that was not compared before.
 */
public final class Decimals {
  private Decimals() {}

  /** The same number without zeros at its end and without an exponent; its size is bounded. */
  public static BigDecimal plain(BigDecimal number) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** The number rounded half up, and {@link #plain}. */
  public static BigDecimal rounded(BigDecimal number, int decimals) {
    boolean tiny = (long) number.precision() - number.scale() < -decimals;
    return tiny || number.signum() == 0
        ? BigDecimal.ZERO
        : plain(number.setScale(decimals, RoundingMode.HALF_UP));
  }

  /** The number, when it is whole and within the limits. */
  public static OptionalLong whole(BigDecimal number, long least, long most) {
    if (number.signum() == 0) {
      return least <= 0 && most >= 0 ? OptionalLong.of(0) : OptionalLong.empty();
    }
    boolean fits =
        number.compareTo(BigDecimal.valueOf(least)) >= 0
            && number.compareTo(BigDecimal.valueOf(most)) <= 0
            && number.stripTrailingZeros().scale() <= 0;
    return fits ? OptionalLong.of(number.longValueExact()) : OptionalLong.empty();
  }

  /** As JSON reads it back: int, long or decimal; what {@link #plain} answers. */
  public static Number number(BigDecimal plain) {
    if (plain.scale() > 0) {
      return plain;
    }
    long whole = plain.longValueExact();
    return whole == (int) whole ? (Number) (int) whole : (Number) whole;
  }
}
