package io.piste.goal;

import io.piste.base.VisitorId;
import java.util.Comparator;
import java.util.List;

/**
 * An event that takes a step of a goal.
 *
 * @param at milliseconds since 1970
 * @param steps which ones, as bits: bit 0 for the first
 */
record Hit(long at, int steps, long session, VisitorId visitor) {
  private static final Comparator<Hit> IN_ORDER =
      Comparator.comparingLong(Hit::at).thenComparingInt(Hit::steps);

  /** In the order of time, whatever came first; of one moment, lower steps first. */
  static List<Hit> inOrder(List<Hit> hits) {
    return hits.stream().sorted(IN_ORDER).toList();
  }

  /** How many steps are taken in their order; one event takes one step at most. */
  static int reached(List<Hit> inOrder) {
    int reached = 0;
    for (Hit hit : inOrder) {
      if (hit.takes(reached)) {
        reached++;
      }
    }
    return reached;
  }

  /** Whether it takes that step, from 0. */
  boolean takes(int step) {
    return (steps >> step & 1) == 1;
  }
}
