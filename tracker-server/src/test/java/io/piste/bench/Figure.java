package io.piste.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * One measured figure, printed as one JSON line.
 *
 * @param name of the bench or drill
 * @param figure what was measured
 * @param value the figure itself
 * @param unit of the value and of the bar
 * @param bar what it has to reach, in words: "at most 2200"; "none" for one that is only told
 * @param holds whether it does
 */
@JsonPropertyOrder({"name", "figure", "value", "unit", "bar", "holds"})
public record Figure(
    String name, String figure, BigDecimal value, String unit, String bar, boolean holds) {
  private static final MathContext DIGITS = new MathContext(4);

  /** A figure that must not be above the bar. */
  static Figure atMost(String name, String figure, long value, String unit, long bar) {
    return new Figure(
        name, figure, BigDecimal.valueOf(value), unit, "at most " + bar, value <= bar);
  }

  /** The same of a figure with a part behind the point. */
  static Figure upTo(String name, String figure, double value, String unit, double bar) {
    return new Figure(name, figure, rounded(value), unit, "at most " + bar, value <= bar);
  }

  /** A figure that has to come up to the bar. */
  static Figure atLeast(String name, String figure, double value, String unit, double bar) {
    return new Figure(name, figure, rounded(value), unit, "at least " + bar, value >= bar);
  }

  /** A figure without a bar, told for the reader. */
  static Figure told(String name, String figure, double value, String unit) {
    return new Figure(name, figure, rounded(value), unit, "none", true);
  }

  /** The same, counted. */
  static Figure told(String name, String figure, long value, String unit) {
    return new Figure(name, figure, BigDecimal.valueOf(value), unit, "none", true);
  }

  /** Four digits say enough; larger numbers keep all that stand before the point. */
  private static BigDecimal rounded(double value) {
    if (!Double.isFinite(value)) {
      return BigDecimal.valueOf(-1);
    }
    return Math.abs(value) >= 1_000
        ? BigDecimal.valueOf(Math.round(value))
        : new BigDecimal(value).round(DIGITS);
  }
}
