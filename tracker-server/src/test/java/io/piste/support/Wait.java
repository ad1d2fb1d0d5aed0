package io.piste.support;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what comes about in the background: long enough for the slowest machine. */
public final class Wait {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(50);

  private Wait() {}

  /** Asks again and again until the answer is yes; fails the test when it never is. */
  public static void until(String what, Callable<Boolean> isSo) {
    long end = System.nanoTime() + LIMIT.toNanos();
    try {
      while (!isSo.call()) {
        if (System.nanoTime() > end) {
          throw new AssertionError("waited in vain until " + what);
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting until " + what, e);
    } catch (Exception e) {
      throw new AssertionError("failed while waiting until " + what, e);
    }
  }
}
