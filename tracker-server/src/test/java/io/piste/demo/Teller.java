package io.piste.demo;

import java.time.Duration;
import java.util.Locale;

/** Tells the person at the terminal what is happening. */
final class Teller {
  private long since = System.nanoTime();

  /** A line as it is. */
  void say(String line) {
    System.out.println(line);
  }

  /** Something is ready: says how long it took since the last such line. */
  void ready(String what) {
    say(String.format(Locale.ROOT, "  %-46s ready after %.1f s", what, seconds()));
    since = System.nanoTime();
  }

  private double seconds() {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }
}
