package io.piste.console;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as people type them: with a point or a comma. */
final class Decimals {
  private Decimals() {}

  /**
   * The number, with at most 6 digits before and so many behind the point; null when it is none.
   */
  static @Nullable BigDecimal typed(String typed, int decimals) {
    String text = typed.replace(',', '.').replace('−', '-').replaceAll("[\\s\\u00a0\\u202f]", "");
    String number = "[+-]?\\d{1,6}(\\.\\d{1," + decimals + "})?";
    return text.matches(number) ? new BigDecimal(text) : null;
  }

  /** The whole number from one to another, both included; null when it is none. */
  static @Nullable Integer whole(String typed, int least, int most) {
    if (!typed.matches("\\d{1,9}")) {
      return null;
    }
    int value = Integer.parseInt(typed);
    return value >= least && value <= most ? value : null;
  }

  /** A number to be typed over. */
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
