package io.piste.goal;

import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import io.piste.visit.SiteClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The statements about which days are counted, and about their figures. */
final class CountedDays {
  /**
   * A day of a goal whose figures are not those of what is stored.
   *
   * @param changes what the day will be up to when it is counted now
   * @param countedAt when it was counted last, null for never
   */
  record Stale(Goal goal, int day, long changes, @Nullable Instant countedAt) {
    /** Whether it has figures, of a while ago. */
    boolean isAnew() {
      return countedAt != null;
    }
  }

  private record Counted(long changes, Instant at) {}

  /** Days without figures first, the newest before the others; then what waits the longest. */
  private static final Comparator<Stale> IN_TURN =
      Comparator.comparing(Stale::countedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Comparator.comparingInt(Stale::day).reversed());

  private static final String CHANGES =
      "SELECT day, changes FROM traffic_change WHERE site_id = :site";
  private static final String FLOOR = "SELECT floor_at FROM traffic_floor WHERE site_id = :site";
  private static final String COUNTED =
      "SELECT goal_id, day, changes, counted_at FROM goal_counted WHERE goal_id IN (<goals>)";

  private static final String STILL_SO =
      "SELECT id FROM goal WHERE id = :id AND version = :version FOR UPDATE";

  /** All dimensions are named: they lead the key. */
  private static final String CLEAR =
      """
      DELETE FROM goal_day
      WHERE goal_id = :goal AND dimension IN (0, 2, 4, 5, 6, 7, 10) AND day = :day
      """;

  private static final String INSERT =
      """
      INSERT INTO goal_day (goal_id, dimension, day, value, step, reached, visitors)
      SELECT :goal, v.dimension, :day, v.value, v.step, v.reached, v.visitors
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        dimension SMALLINT PATH '$[0]', value VARCHAR(500) PATH '$[1]', step INT PATH '$[2]',
        reached BIGINT PATH '$[3]', visitors BIGINT PATH '$[4]')) v
      """;
  private static final String MARK =
      """
      INSERT INTO goal_counted (goal_id, day, changes, counted_at)
      VALUES (:goal, :day, :changes, :now)
      ON DUPLICATE KEY UPDATE changes = VALUES(changes), counted_at = VALUES(counted_at)
      """;

  private final Handle handle;

  CountedDays(Handle handle) {
    this.handle = handle;
  }

  /** The days that must be counted, in the order in which that should be done. */
  List<Stale> stale(SiteId site, List<Goal> goals, SiteClock clock) {
    NavigableMap<Integer, Long> changes = changes(site);
    @Nullable Instant floor =
        handle.createQuery(FLOOR).bind("site", site).mapTo(Instant.class).findOne().orElse(null);
    Map<Long, Map<Integer, Counted>> counted = counted(goals);
    List<Stale> stale = new ArrayList<>();
    for (Goal goal : goals) {
      Map<Integer, Counted> ofGoal = counted.getOrDefault(goal.id(), Map.of());
      for (int day : changes.descendingKeySet()) {
        if (floor != null && clock.earliestOf(day).isBefore(floor)) {
          break;
        }
        long now = sum(changes, day, goal.days());
        Counted then = ofGoal.get(day);
        if (then == null || then.changes() != now) {
          stale.add(new Stale(goal, day, now, then == null ? null : then.at()));
        }
      }
    }
    stale.sort(IN_TURN);
    return stale;
  }

  /** Of the day and of those on which a way that began on it may end. */
  private static long sum(NavigableMap<Integer, Long> changes, int day, int more) {
    return changes.subMap(day, true, day + more + 1, more > 0).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  private NavigableMap<Integer, Long> changes(SiteId site) {
    NavigableMap<Integer, Long> changes = new TreeMap<>();
    handle
        .createQuery(CHANGES)
        .bind("site", site)
        .map((row, context) -> Map.entry(row.getInt("day"), row.getLong("changes")))
        .forEach(entry -> changes.put(entry.getKey(), entry.getValue()));
    return changes;
  }

  private Map<Long, Map<Integer, Counted>> counted(List<Goal> goals) {
    Map<Long, Map<Integer, Counted>> counted = new HashMap<>();
    handle
        .createQuery(COUNTED)
        .bindList("goals", goals.stream().map(Goal::id).toList())
        .map(
            (row, context) ->
                Map.entry(
                    Map.entry(row.getLong("goal_id"), row.getInt("day")),
                    new Counted(
                        row.getLong("changes"), Instant.ofEpochMilli(row.getLong("counted_at")))))
        .forEach(
            entry ->
                counted
                    .computeIfAbsent(entry.getKey().getKey(), any -> new HashMap<>())
                    .put(entry.getKey().getValue(), entry.getValue()));
    return counted;
  }

  /** Writes a day's figures in place of those before, unless the goal was changed meanwhile. */
  void write(Stale stale, DaySums sums, Instant now) {
    Goal goal = stale.goal();
    boolean stillSo =
        handle
            .createQuery(STILL_SO)
            .bind("id", goal.id())
            .bind("version", goal.version())
            .mapTo(Long.class)
            .findOne()
            .isPresent();
    if (!stillSo) {
      return;
    }
    handle.createUpdate(CLEAR).bind("goal", goal.id()).bind("day", stale.day()).execute();
    JsonRows rows = new JsonRows();
    sums.counts()
        .forEach(
            (place, count) ->
                rows.row(
                    place.dimension().stored(),
                    place.value(),
                    place.step(),
                    count.reached(),
                    count.visitors()));
    if (!rows.isEmpty()) {
      handle
          .createUpdate(INSERT)
          .bind("goal", goal.id())
          .bind("day", stale.day())
          .bind("rows", rows.toString())
          .execute();
    }
    handle
        .createUpdate(MARK)
        .bind("goal", goal.id())
        .bind("day", stale.day())
        .bind("changes", stale.changes())
        .bind("now", now)
        .execute();
  }
}
