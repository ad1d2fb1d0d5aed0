package io.piste.eventlog;

import java.time.Duration;

/**
 * Gives way to those who wait for an answer. While no more arrives than can be projected,
 * projection takes all the time it can get, and is a moment behind. What comes faster cannot be
 * followed anyway: then projection takes a share of the time that falls with the third power of how
 * much too fast it is, and the log takes in the rest; it is made up for when the peak is over
 * (docs/adr/0032-projection-gives-way.md). Used by one thread.
 */
final class Pace {
  private static final double LEAST_SHARE = 0.05;

  /** The longest rest. */
  static final Duration MOST = Duration.ofSeconds(5);

  /** Events that were projected, and for how long. */
  record Batch(int events, long nanos) {}

  private long lastEnd;
  private long lastNanos;
  private boolean looked;

  /**
   * How long to rest after a batch.
   *
   * @param end the number of the last event in the log
   * @param nanos the present time of {@link System#nanoTime}
   */
  Duration rest(Batch batch, long end, long nanos) {
    double arriving = looked ? perNano(end - lastEnd, nanos - lastNanos) : 0;
    lastEnd = end;
    lastNanos = nanos;
    looked = true;
    double projected = perNano(batch.events(), batch.nanos());
    if (arriving <= projected) {
      return Duration.ZERO;
    }
    double share = Math.max(LEAST_SHARE, Math.pow(projected / arriving, 3));
    long rest = Math.round(batch.nanos() * (1 / share - 1));
    return Duration.ofNanos(Math.min(MOST.toNanos(), rest));
  }

  private static double perNano(long events, long nanos) {
    return (double) events / Math.max(1, nanos);
  }
}
