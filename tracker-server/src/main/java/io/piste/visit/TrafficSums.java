package io.piste.visit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a batch changes in the roll-ups of one site: sums with a sign, so that what a row
 * contributed can be taken back. Not thread-safe.
 */
final class TrafficSums {
  /** A row of {@code traffic_day}. */
  record Day(Dimension dimension, int day, String value) {}

  /** A row of {@code traffic_hour}; the day decides whether the value has a row of its own. */
  record Hour(Day day, long hourAt) {}

  /** A row of {@code traffic_return}. */
  record Return(int day, int daysSince) {}

  /** A moment on the site's clock. */
  record When(int day, long hourAt) {}

  private final Map<Day, long[]> days = new HashMap<>();
  private final Map<Hour, long[]> hours = new HashMap<>();
  private final Map<Return, Long> returns = new HashMap<>();
  private final Set<Integer> touched = new TreeSet<>();

  /** Something of a day's visits has changed, whether or not a sum has. */
  void touch(int day) {
    touched.add(day);
  }

  void add(Dimension dimension, When when, String value, Measure measure, long amount) {
    if (amount == 0) {
      return;
    }
    Day day = new Day(dimension, when.day(), value);
    row(days, day)[measure.place()] += amount;
    if (dimension.isHourly()) {
      row(hours, new Hour(day, when.hourAt()))[measure.place()] += amount;
    }
  }

  void addReturn(int day, int daysSince, long visitors) {
    returns.merge(new Return(day, daysSince), visitors, Long::sum);
  }

  Map<Day, long[]> days() {
    return days;
  }

  Map<Hour, long[]> hours() {
    return hours;
  }

  Map<Return, Long> returns() {
    return returns;
  }

  /** The days of which something has changed, in order. */
  Set<Integer> touched() {
    return touched;
  }

  private static <K> long[] row(Map<K, long[]> rows, K key) {
    return rows.computeIfAbsent(key, any -> new long[Measure.COUNT]);
  }
}
