package io.piste.anonymous;

import io.piste.anonymous.SiteDay.Waiting;
import io.piste.base.SiteId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The days of anonymous statistics in the database. Thread-safe. */
final class DayTables {
  private static final String MAKE_SALT =
      "INSERT IGNORE INTO anonymous_salt (site_id, day, salt) VALUES (:site, :day, :salt)";
  private static final String SALT =
      "SELECT salt FROM anonymous_salt WHERE site_id = :site AND day = :day";
  private static final String SEEN =
      "SELECT hash, last_at FROM anonymous_seen WHERE site_id = :site AND day = :day";
  private static final String VALUES =
      "SELECT kind, value FROM anonymous_day WHERE site_id = :site AND day = :day";
  private static final String ADD_SEEN =
      """
      INSERT INTO anonymous_seen (site_id, day, hash, last_at) VALUES (:site, :day, :hash, :last)
      ON DUPLICATE KEY UPDATE last_at = VALUES(last_at)
      """;
  private static final String ADD_HOUR =
      """
      INSERT INTO anonymous_hour (site_id, day, hour_at, views, visits, visitors)
      VALUES (:site, :day, :hour, :views, :visits, :visitors)
      ON DUPLICATE KEY UPDATE views = views + VALUES(views), visits = visits + VALUES(visits),
        visitors = visitors + VALUES(visitors)
      """;
  private static final String ADD_VALUE =
      """
      INSERT INTO anonymous_day (site_id, day, kind, value, views, visits)
      VALUES (:site, :day, :kind, :value, :views, :visits)
      ON DUPLICATE KEY UPDATE views = views + VALUES(views), visits = visits + VALUES(visits)
      """;

  /** First overwritten, then dropped: what a page of the file still holds is nothing. */
  private static final String BLANK_SALT =
      "UPDATE anonymous_salt SET salt = REPEAT(CHAR(0), 32) WHERE site_id = :site AND day < :day";

  private static final String DROP_SALT =
      "DELETE FROM anonymous_salt WHERE site_id = :site AND day < :day";
  private static final String DROP_SEEN =
      "DELETE FROM anonymous_seen WHERE site_id = :site AND day < :day";
  private static final String DROP_HOURS =
      "DELETE FROM anonymous_hour WHERE site_id = :site AND day < :day";
  private static final String DROP_VALUES =
      "DELETE FROM anonymous_day WHERE site_id = :site AND day < :day";

  private final Jdbi jdbi;

  DayTables(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The day as far as it went; with the salt given when it has none yet. */
  SiteDay open(SiteId site, int day, byte[] fresh) {
    return jdbi.inTransaction(
        handle -> {
          handle
              .createUpdate(MAKE_SALT)
              .bind("site", site)
              .bind("day", day)
              .bind("salt", fresh)
              .execute();
          byte[] salt =
              handle
                  .createQuery(SALT)
                  .bind("site", site)
                  .bind("day", day)
                  .mapTo(byte[].class)
                  .one();
          SiteDay opened = new SiteDay(site, day, salt);
          opened.recall(seen(handle, site, day), values(handle, site, day));
          return opened;
        });
  }

  private static Map<Long, Long> seen(Handle handle, SiteId site, int day) {
    Map<Long, Long> seen = new HashMap<>();
    handle
        .createQuery(SEEN)
        .bind("site", site)
        .bind("day", day)
        .map((row, context) -> Map.entry(row.getLong("hash"), row.getLong("last_at")))
        .forEach(entry -> seen.put(entry.getKey(), entry.getValue()));
    return seen;
  }

  private static Map<Kind, Set<String>> values(Handle handle, SiteId site, int day) {
    Map<Kind, Set<String>> values = new EnumMap<>(Kind.class);
    handle
        .createQuery(VALUES)
        .bind("site", site)
        .bind("day", day)
        .map((row, context) -> Map.entry(Kind.of(row.getInt("kind")), row.getString("value")))
        .forEach(
            entry ->
                values
                    .computeIfAbsent(entry.getKey(), kind -> new HashSet<>())
                    .add(entry.getValue()));
    return values;
  }

  /** Adds what was counted, all of it or nothing. */
  void write(SiteDay day, Waiting waiting) {
    jdbi.useTransaction(
        handle -> {
          PreparedBatch seen = handle.prepareBatch(ADD_SEEN);
          waiting
              .seen()
              .forEach((hash, last) -> bind(seen, day).bind("hash", hash).bind("last", last).add());
          PreparedBatch hours = handle.prepareBatch(ADD_HOUR);
          waiting
              .hours()
              .forEach(
                  (hour, sum) ->
                      bind(hours, day)
                          .bind("hour", hour.toEpochMilli())
                          .bind("views", sum.views)
                          .bind("visits", sum.visits)
                          .bind("visitors", sum.visitors)
                          .add());
          PreparedBatch values = handle.prepareBatch(ADD_VALUE);
          waiting
              .values()
              .forEach(
                  (value, sum) ->
                      bind(values, day)
                          .bind("kind", value.kind().stored())
                          .bind("value", value.value())
                          .bind("views", sum.views)
                          .bind("visits", sum.visits)
                          .add());
          for (PreparedBatch batch : new PreparedBatch[] {seen, hours, values}) {
            if (batch.size() > 0) {
              batch.execute();
            }
          }
        });
  }

  private static PreparedBatch bind(PreparedBatch batch, SiteDay day) {
    return batch.bind("site", day.site()).bind("day", day.day());
  }

  /** Forgets who was seen before a day, and what was counted before another. */
  void drop(SiteId site, int seenBefore, int countedBefore) {
    jdbi.useTransaction(
        handle -> {
          for (String sql : new String[] {BLANK_SALT, DROP_SALT, DROP_SEEN}) {
            handle.createUpdate(sql).bind("site", site).bind("day", seenBefore).execute();
          }
          for (String sql : new String[] {DROP_HOURS, DROP_VALUES}) {
            handle.createUpdate(sql).bind("site", site).bind("day", countedBefore).execute();
          }
        });
  }
}
