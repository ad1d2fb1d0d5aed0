package io.piste.http;

/** A part that can say whether it is well. */
@FunctionalInterface
public interface HealthCheck {
  /** Answers within a few seconds and never throws. */
  boolean isWell();

  /** The word for it in {@code /health/ready}. */
  default String name() {
    return "database";
  }
}
