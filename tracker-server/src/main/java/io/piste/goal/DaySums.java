package io.piste.goal;

import io.piste.base.VisitorId;
import io.piste.visit.Dimension;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The figures of one goal and one day while they are counted. Not thread-safe. */
final class DaySums {
  /** What a figure is about; steps are counted from 1. */
  record Place(Dimension dimension, String value, int step) {}

  /** How many came so far. */
  static final class Count {
    private long reached;
    private final Set<VisitorId> visitors = new HashSet<>();

    long reached() {
      return reached;
    }

    long visitors() {
      return visitors.size();
    }
  }

  private final Map<Place, Count> counts = new HashMap<>();
  private final Map<Dimension, Set<String>> values = new HashMap<>();

  /** One visit, or one visitor's way, that took so many steps. */
  void add(Visit visit, int reached) {
    if (reached > 0) {
      visit.values().forEach((dimension, value) -> add(dimension, value, visit, reached));
    }
  }

  // Strangers choose the texts, so a day has only so many, as with traffic.
  private void add(Dimension dimension, String value, Visit visit, int reached) {
    Set<String> known = values.computeIfAbsent(dimension, any -> new HashSet<>());
    String row =
        known.contains(value) || known.size() < Dimension.MOST_VALUES ? value : Dimension.REST;
    known.add(row);
    for (int step = 1; step <= reached; step++) {
      Count count = counts.computeIfAbsent(new Place(dimension, row, step), any -> new Count());
      count.reached++;
      count.visitors.add(visit.visitor());
    }
  }

  Map<Place, Count> counts() {
    return counts;
  }
}
