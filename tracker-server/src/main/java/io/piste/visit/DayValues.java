package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.visit.TrafficSums.Day;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which values have a row of their own on a day, so that strangers cannot make rows
 * without end: what comes when a day of a dimension has {@link Dimension#MOST_VALUES} goes to
 * {@link Dimension#REST}, and does so for good, since rows are never taken away. After a lost
 * transaction it may remember a value that has no row; the next to come makes it. Several processes
 * may exceed the limit by what the others add meanwhile. Thread-safe; keeps at most 100,000 values.
 */
final class DayValues {
  private static final int MOST_KEPT = 100_000;

  private record Bucket(SiteId site, Dimension dimension, int day) {}

  private final Map<Bucket, Set<String>> buckets = new LinkedHashMap<>(16, 0.75f, true);
  private int kept;

  /** The row that a value's sums go to. */
  synchronized Day rowOf(TrafficRows rows, SiteId site, Day day) {
    if (day.dimension() == Dimension.SITE) {
      return day;
    }
    Bucket bucket = new Bucket(site, day.dimension(), day.day());
    Set<String> values = buckets.get(bucket);
    if (values == null) {
      values = rows.valuesOf(day.dimension(), day.day());
      buckets.put(bucket, values);
      kept += values.size();
      forgetSome(bucket);
    }
    if (values.contains(day.value())) {
      return day;
    }
    if (values.size() >= Dimension.MOST_VALUES) {
      return new Day(day.dimension(), day.day(), Dimension.REST);
    }
    values.add(day.value());
    kept++;
    return day;
  }

  private void forgetSome(Bucket but) {
    Iterator<Map.Entry<Bucket, Set<String>>> eldest = buckets.entrySet().iterator();
    while (kept > MOST_KEPT && eldest.hasNext()) {
      Map.Entry<Bucket, Set<String>> entry = eldest.next();
      if (!entry.getKey().equals(but)) {
        kept -= entry.getValue().size();
        eldest.remove();
      }
    }
  }
}
