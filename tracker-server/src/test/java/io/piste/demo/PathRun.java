package io.piste.demo;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Walks steps in order, a line for each; the first that goes wrong ends the walk. */
final class PathRun {
  private PathRun() {}

  /** True when every step was right. */
  static boolean walk(List<Step> steps, Teller teller) {
    long begin = System.nanoTime();
    int done = 0;
    for (Step step : steps) {
      long start = System.nanoTime();
      try {
        String seen = step.act().seen();
        done++;
        teller.say(line("ok", done, step.name() + ": " + seen, start));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      } catch (Exception | AssertionError e) {
        teller.say(line("FAILED", done + 1, step.name() + ": " + reason(e), start));
        break;
      }
    }
    teller.say("%d of %d steps right, %.0f s".formatted(done, steps.size(), seconds(begin)));
    return done == steps.size();
  }

  /** Without what a browser driver adds about itself. */
  private static String reason(Throwable e) {
    String all = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return e instanceof AssertionError
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName() + ": " + all;
  }

  private static String line(String verdict, int number, String text, long start) {
    return String.format(
        Locale.ROOT, "%-6s %2d  %s  [%.1f s]", verdict, number, text, seconds(start));
  }

  private static double seconds(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis() / 1000.0;
  }
}
