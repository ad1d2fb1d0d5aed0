package io.piste.demo;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, with a generous limit. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private Waiting() {}

  /** Returns when it holds; {@link AssertionError} naming what was waited for otherwise. */
  static void until(String what, BooleanSupplier holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("waited in vain for " + what);
      }
      Thread.sleep(100);
    }
  }
}
