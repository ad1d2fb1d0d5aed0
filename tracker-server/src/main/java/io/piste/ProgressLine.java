package io.piste;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * How far something is: a bar that grows on a terminal, else a line now and then. Used by one
 * thread.
 */
final class ProgressLine {
  private static final int WIDTH = 32;
  private static final Duration NOW_AND_THEN = Duration.ofSeconds(10);
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";

  /** Before that much is done nothing sensible can be said about the rest. */
  private static final double TELLING = 0.02;

  private final PrintStream out;
  private final boolean terminal;
  private final InstantSource clock;
  private @Nullable Instant begun;
  private double begunAt;
  private @Nullable Instant told;

  ProgressLine(PrintStream out, boolean terminal, InstantSource clock) {
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
  }

  /**
   * Shows it.
   *
   * @param share from 0 to 1
   */
  void show(double share, String what) {
    Instant now = clock.instant();
    if (begun == null) {
      begun = now;
      begunAt = share;
    }
    String text = "%3d %%  %s%s".formatted((int) Math.floor(share * 100), what, left(share, now));
    if (terminal) {
      int full = (int) Math.round(share * WIDTH);
      out.print(
          "\r[" + "#".repeat(full) + ".".repeat(WIDTH - full) + "] " + text + CLEAR_REST_OF_LINE);
      out.flush();
    } else if (told == null || !now.isBefore(told.plus(NOW_AND_THEN))) {
      told = now;
      out.println(text);
    }
  }

  /** Ends with a line that stays. */
  void end(String text) {
    out.println((terminal ? "\r" + CLEAR_REST_OF_LINE : "") + text);
  }

  private String left(double share, Instant now) {
    double done = share - begunAt;
    if (begun == null || done < TELLING || share >= 1) {
      return "";
    }
    double seconds = Duration.between(begun, now).toMillis() / 1000.0 * (1 - share) / done;
    return seconds < 60
        ? ", less than a minute left"
        : ", about %d min left".formatted(Math.round(seconds / 60));
  }
}
