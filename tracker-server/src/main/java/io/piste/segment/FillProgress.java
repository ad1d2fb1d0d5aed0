package io.piste.segment;

import java.time.Instant;

/**
 * How far the filling of a segment is.
 *
 * @param done contacts looked at
 * @param total contacts to look at, as counted at the beginning; 0: not begun yet
 * @param begunAt when it began
 */
public record FillProgress(long segment, long done, long total, Instant begunAt) {
  /** From 0 to 1. */
  public double share() {
    return total <= 0 ? 0 : Math.min(1, (double) done / total);
  }
}
