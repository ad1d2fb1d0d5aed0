package io.piste.segment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Between what a number has to be; at least one end is there. Immutable.
 *
 * @param atLeast the least; null: no least
 * @param atMost the most; null: no most
 */
public record Bounds(@Nullable BigDecimal atLeast, @Nullable BigDecimal atMost) {
  /** Once or more. */
  public static final Bounds ONCE = new Bounds(BigDecimal.ONE, null);

  public Bounds {
    if (atLeast == null && atMost == null) {
      throw new IllegalArgumentException("bounds without an end");
    }
  }

  /** So many or more. */
  public static Bounds atLeast(long number) {
    return new Bounds(BigDecimal.valueOf(number), null);
  }

  /** So many or fewer. */
  public static Bounds atMost(long number) {
    return new Bounds(null, BigDecimal.valueOf(number));
  }

  /** So many, no more and no fewer. */
  public static Bounds exactly(long number) {
    return new Bounds(BigDecimal.valueOf(number), BigDecimal.valueOf(number));
  }

  /** Whether both ends are the same number. */
  public boolean isExact() {
    return atLeast != null && atMost != null && atLeast.compareTo(atMost) == 0;
  }

  /** Whether a number lies between. */
  public boolean hold(BigDecimal number) {
    return (atLeast == null || number.compareTo(atLeast) >= 0)
        && (atMost == null || number.compareTo(atMost) <= 0);
  }

  /** Whether a number lies between. */
  public boolean hold(long number) {
    return hold(BigDecimal.valueOf(number));
  }
}
