package io.piste.http;

import java.util.function.BooleanSupplier;

/**
 * A part that can say whether it is well.
 *
 * @param name the word for it in {@code /health/ready}
 * @param wellNow answers within a few seconds and never throws
 */
public record HealthCheck(String name, BooleanSupplier wellNow) {
  boolean isWell() {
    return wellNow.getAsBoolean();
  }
}
