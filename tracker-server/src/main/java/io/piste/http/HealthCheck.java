package io.piste.http;

import java.util.function.BooleanSupplier;

/**
 * A part that can say whether it is well.
 *
 * @param name the word for it in {@code /health/ready}
 * @param wellNow answers within a few seconds and never throws
 * @param needed whether requests cannot be answered without it; else its state is only told
 */
public record HealthCheck(String name, BooleanSupplier wellNow, boolean needed) {
  /** A part that is needed. */
  public HealthCheck(String name, BooleanSupplier wellNow) {
    this(name, wellNow, true);
  }

  boolean isWell() {
    return wellNow.getAsBoolean();
  }
}
