package io.piste.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;

/**
 * One measured figure, printed as one JSON line.
 *
 * @param name of the bench or drill
 * @param figure what was measured
 * @param value the figure itself
 * @param unit of the value and of the bar
 * @param bar what it has to reach, in words: "at most 2200"
 * @param holds whether it does
 */
@JsonPropertyOrder({"name", "figure", "value", "unit", "bar", "holds"})
public record Figure(
    String name, String figure, BigDecimal value, String unit, String bar, boolean holds) {

  /** A figure that must not be above the bar. */
  static Figure atMost(String name, String figure, long value, String unit, long bar) {
    return new Figure(
        name, figure, BigDecimal.valueOf(value), unit, "at most " + bar, value <= bar);
  }
}
