package io.piste.visit;

import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import io.piste.visit.TrafficSums.Day;
import io.piste.visit.TrafficSums.Hour;
import io.piste.visit.TrafficSums.Return;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The statements about roll-ups of one site, inside the projector's transaction. */
final class TrafficRows {
  private static final String ADD =
      """
      INSERT INTO %1$s (site_id, dimension, %2$s, value, hits, sessions, visitors, bounces,
        visible_ms)
      SELECT :site, v.dimension, v.bucket, v.value, v.hits, v.sessions, v.visitors, v.bounces,
        v.visible_ms
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        dimension SMALLINT PATH '$[0]', bucket BIGINT PATH '$[1]', hits BIGINT PATH '$[2]',
        sessions BIGINT PATH '$[3]', visitors BIGINT PATH '$[4]', bounces BIGINT PATH '$[5]',
        visible_ms BIGINT PATH '$[6]', value VARCHAR(500) PATH '$[7]')) v
      ON DUPLICATE KEY UPDATE %1$s.hits = %1$s.hits + VALUES(hits),
        %1$s.sessions = %1$s.sessions + VALUES(sessions),
        %1$s.visitors = %1$s.visitors + VALUES(visitors),
        %1$s.bounces = %1$s.bounces + VALUES(bounces),
        %1$s.visible_ms = %1$s.visible_ms + VALUES(visible_ms)
      """;
  private static final String ADD_TO_DAYS = ADD.formatted("traffic_day", "day");
  private static final String ADD_TO_HOURS = ADD.formatted("traffic_hour", "hour_at");

  private static final String ADD_RETURNS =
      """
      INSERT INTO traffic_return (site_id, day, days_since, visitors) VALUES (?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE visitors = visitors + VALUES(visitors)
      """;

  private static final String TOUCH =
      """
      INSERT INTO traffic_change (site_id, day, changes) VALUES (?, ?, 1)
      ON DUPLICATE KEY UPDATE changes = changes + 1
      """;

  private static final String VALUES_OF_DAY =
      """
      SELECT value FROM traffic_day
      WHERE site_id = :site AND dimension = :dimension AND day = :day
      """;

  private static final String SET_CLOCK =
      "INSERT INTO traffic_clock (site_id, since_at, time_zone) VALUES (:site, :since, :zone)";

  private static final Comparator<Day> BY_DAY =
      Comparator.comparing(Day::dimension).thenComparingInt(Day::day).thenComparing(Day::value);
  private static final Comparator<Hour> BY_HOUR =
      Comparator.comparing((Hour hour) -> hour.day().dimension())
          .thenComparingLong(Hour::hourAt)
          .thenComparing(hour -> hour.day().value());
  private static final Comparator<Return> BY_RETURN =
      Comparator.comparingInt(Return::day).thenComparingInt(Return::daysSince);

  private final Handle handle;
  private final SiteId site;

  TrafficRows(Handle handle, SiteId site) {
    this.handle = handle;
    this.site = site;
  }

  /** The clock that the site is counted by, which follows its time zone from now on. */
  SiteClock clock(ZoneId zone, Instant now) {
    List<SiteClock.Stretch> stretches = new ArrayList<>(SiteClock.stretches(handle, site));
    boolean holds =
        stretches.stream()
            .max(Comparator.comparing(SiteClock.Stretch::since))
            .filter(last -> last.zone().equals(zone))
            .isPresent();
    if (!holds) {
      Instant since = stretches.isEmpty() ? Instant.EPOCH : now;
      stretches.add(new SiteClock.Stretch(since, zone));
      handle
          .createUpdate(SET_CLOCK)
          .bind("site", site)
          .bind("since", since)
          .bind("zone", zone.getId())
          .execute();
    }
    return new SiteClock(stretches);
  }

  /** The values that have a row of their own on a day. */
  Set<String> valuesOf(Dimension dimension, int day) {
    return new HashSet<>(
        handle
            .createQuery(VALUES_OF_DAY)
            .bind("site", site)
            .bind("dimension", dimension.stored())
            .bind("day", day)
            .mapTo(String.class)
            .list());
  }

  /** Adds the sums, row by row in the order of the keys: who locks in order cannot dead-lock. */
  void add(TrafficSums sums, DayValues values) {
    addDays(merged(sums.days(), day -> values.rowOf(this, site, day)));
    addHours(
        merged(
            sums.hours(), hour -> new Hour(values.rowOf(this, site, hour.day()), hour.hourAt())));
    addReturns(sums.returns());
    touch(sums.touched());
  }

  private void touch(Set<Integer> days) {
    PreparedBatch batch = handle.prepareBatch(TOUCH);
    days.forEach(day -> batch.bind(0, site).bind(1, day).add());
    batch.execute();
  }

  /** The sums by the row that each goes to, without those that cancelled each other out. */
  private static <K> Map<K, long[]> merged(Map<K, long[]> sums, UnaryOperator<K> row) {
    Map<K, long[]> merged = new HashMap<>();
    sums.forEach(
        (key, amounts) -> {
          if (!Arrays.equals(amounts, new long[Measure.COUNT])) {
            long[] into = merged.computeIfAbsent(row.apply(key), any -> new long[Measure.COUNT]);
            Arrays.setAll(into, i -> into[i] + amounts[i]);
          }
        });
    return merged;
  }

  private void addDays(Map<Day, long[]> days) {
    JsonRows rows = new JsonRows();
    days.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_DAY))
        .forEach(entry -> add(rows, entry.getKey(), entry.getKey().day(), entry.getValue()));
    add(ADD_TO_DAYS, rows);
  }

  private void addHours(Map<Hour, long[]> hours) {
    JsonRows rows = new JsonRows();
    hours.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_HOUR))
        .forEach(
            entry -> add(rows, entry.getKey().day(), entry.getKey().hourAt(), entry.getValue()));
    add(ADD_TO_HOURS, rows);
  }

  private static void add(JsonRows rows, Day day, long bucket, long[] amounts) {
    rows.row(
        day.dimension().stored(),
        bucket,
        amounts[0],
        amounts[1],
        amounts[2],
        amounts[3],
        amounts[4],
        day.value());
  }

  private void add(String sql, JsonRows rows) {
    if (!rows.isEmpty()) {
      handle.createUpdate(sql).bind("site", site).bind("rows", rows.toString()).execute();
    }
  }

  private void addReturns(Map<Return, Long> returns) {
    PreparedBatch batch = handle.prepareBatch(ADD_RETURNS);
    returns.entrySet().stream()
        .filter(entry -> entry.getValue() != 0)
        .sorted(Map.Entry.comparingByKey(BY_RETURN))
        .forEach(
            entry ->
                batch
                    .bind(0, site)
                    .bind(1, entry.getKey().day())
                    .bind(2, entry.getKey().daysSince())
                    .bind(3, entry.getValue())
                    .add());
    batch.execute();
  }
}
