package io.piste.report;

/**
 * How many there are.
 *
 * @param exact whether they were counted; else the number follows from a part drawn by lot
 */
public record Count(long number, boolean exact) {
  /** Up to so many are counted one by one. */
  public static final int COUNTED = 10_000;

  /** None. */
  public static final Count NONE = new Count(0, true);

  /** What counting up to {@code most} and one more came to; the estimate where that ended. */
  static Count of(long counted, int most, double estimate) {
    return counted <= most
        ? new Count(counted, true)
        : new Count(Math.max(counted, Math.round(estimate)), false);
  }
}
