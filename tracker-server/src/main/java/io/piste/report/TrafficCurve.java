package io.piste.report;

import io.piste.visit.Dimension;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Traffic by day and by hour, read from the roll-ups. Thread-safe. */
public final class TrafficCurve {
  private static final String SLICE =
      " WHERE site_id = :site AND dimension = :dimension AND value = :value AND ";
  private static final String DAYS =
      "SELECT day AS bucket, hits, sessions, visitors, bounces, visible_ms AS visible"
          + " FROM traffic_day"
          + SLICE
          + "day BETWEEN :from AND :to";
  private static final String HOURS =
      "SELECT hour_at AS bucket, hits, sessions, visitors, bounces, visible_ms AS visible"
          + " FROM traffic_hour"
          + SLICE
          + "hour_at BETWEEN :from AND :to";

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public TrafficCurve(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** One entry for each day of the period, in order. */
  public List<TrafficCounts> perDay(TrafficSlice slice, Period period) {
    long first = period.first().toEpochDay();
    Map<Long, TrafficCounts> found = read(DAYS, slice, first, first + period.days() - 1);
    List<TrafficCounts> days = new ArrayList<>();
    for (long day = first; day < first + period.days(); day++) {
      days.add(found.getOrDefault(day, TrafficCounts.NONE));
    }
    return days;
  }

  /** One entry for each hour of the period, in order; nothing where hours are not kept. */
  public List<TrafficCounts> perHour(TrafficSlice slice, Period period) {
    if (!slice.dimension().isHourly()) {
      return List.of();
    }
    List<Instant> hours = hoursOf(period);
    Map<Long, TrafficCounts> found =
        read(HOURS, slice, hours.getFirst().toEpochMilli(), hours.getLast().toEpochMilli());
    return hours.stream()
        .map(hour -> found.getOrDefault(hour.toEpochMilli(), TrafficCounts.NONE))
        .toList();
  }

  /** When the hours of a period begin: of a day there are 23 to 25. */
  public static List<Instant> hoursOf(Period period) {
    List<Instant> hours = new ArrayList<>();
    Instant until = period.until();
    for (Instant hour = period.from();
        hour.isBefore(until);
        hour = hour.plus(Duration.ofHours(1))) {
      hours.add(hour);
    }
    return Collections.unmodifiableList(hours);
  }

  /** The sum over hours or days; its visitors are those of one day only when it is of one day. */
  public static TrafficCounts total(List<TrafficCounts> counts) {
    return counts.stream().reduce(TrafficCounts.NONE, TrafficCounts::plus);
  }

  private Map<Long, TrafficCounts> read(String sql, TrafficSlice slice, long from, long to) {
    Map<Long, TrafficCounts> found = new HashMap<>();
    jdbi.useHandle(
        handle ->
            bind(handle.createQuery(sql), slice)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> Map.entry(row.getLong("bucket"), TrafficCounts.read(row)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue())));
    return found;
  }

  private static Query bind(Query query, TrafficSlice slice) {
    Dimension dimension = slice.dimension();
    return query
        .bind("site", slice.site())
        .bind("dimension", dimension.stored())
        .bind("value", slice.value());
  }
}
