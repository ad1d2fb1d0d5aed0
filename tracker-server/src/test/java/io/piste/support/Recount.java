package io.piste.support;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Counts traffic anew from sessions, page views and events, in SQL and by nothing that the server
 * does: what the roll-ups must be, and how tests that write rows by hand fill them. Without the
 * limit of values a day.
 */
public final class Recount {
  /** The offset of Paris in 2026. */
  public static final String PARIS =
      "IF({at} BETWEEN %d AND %d, 7200000, 3600000)"
          .formatted(
              Instant.parse("2026-03-29T01:00:00Z").toEpochMilli(),
              Instant.parse("2026-10-25T00:59:59.999Z").toEpochMilli());

  private static final String COUNTED = "(s.pages > 0 OR s.actions > 0)";

  private static final String BOUNCES =
      "SUM(s.pages = 1 AND s.actions = 0 AND s.visible_ms < 10000)";

  private static final List<String> TABLES =
      List.of("traffic_day", "traffic_hour", "traffic_return");

  private final Handle handle;
  private final String offset;
  private String days = "";
  private String hours = "";

  /**
   * Reads and writes through the handle.
   *
   * @param offset what to add to the column that {at} stands for to get the site's local time, as
   *     SQL
   */
  public Recount(Handle handle, String offset) {
    this.handle = handle;
    this.offset = offset;
  }

  /** Writes the roll-ups of all sites, as if nothing were there. */
  public void fill() {
    for (String table : TABLES) {
      handle.execute("DELETE FROM " + table);
    }
    write("");
  }

  /** Writes them to tables of the same shape whose names begin so. */
  public void write(String prefix) {
    this.days = prefix + "traffic_day";
    this.hours = prefix + "traffic_hour";
    bySession();
    pages();
    sums(0, "''", "viewed_at", "COUNT(*), 0, 0, 0, 0", "page_view");
    sums(1, "path", "viewed_at", "COUNT(*), 0, 0, 0, 0", "page_view");
    sums(1, "path", "happened_at", "0, 0, 0, 0, SUM(amount)", events("engage"));
    sums(11, "name", "happened_at", "COUNT(*), 0, 0, 0, 0", events("search"));
    sums(12, "path", "happened_at", "COUNT(*), 0, 0, 0, 0", events("notfound"));
    sums(13, "name", "happened_at", "COUNT(*), 0, 0, 0, 0", events("outbound"));
    sums(14, "name", "happened_at", "COUNT(*), 0, 0, 0, 0", events("download"));
    sums(15, "name", "happened_at", "COUNT(*), 0, 0, 0, 0", events("custom"));
    returns(prefix + "traffic_return");
  }

  private void bySession() {
    sessions(0, "''", "TRUE");
    sessions(2, "s.entry_path", "s.pages > 0");
    sessions(3, "s.exit_path", "s.pages > 0");
    sessions(4, "s.channel", "TRUE");
    sessions(5, "s.source", "TRUE");
    sessions(6, "CONCAT_WS('\t', s.campaign, s.source, s.medium)", "s.campaign <> ''");
    sessions(7, "s.device", "TRUE");
    sessions(8, "s.browser", "TRUE");
    sessions(9, "s.os", "TRUE");
    sessions(10, "s.country", "TRUE");
  }

  private static String events(String kind) {
    return "visit_event WHERE kind = '" + kind + "'";
  }

  private void sessions(int dimension, String value, String where) {
    String hits = dimension == 0 || dimension == 3 ? "0" : "SUM(s.pages)";
    String rest = dimension == 3 ? "0, 0, 0" : "0, " + BOUNCES + ", SUM(s.visible_ms)";
    String from = "visit_session s WHERE " + COUNTED + " AND " + where;
    sums(dimension, value, "s.started_at", hits + ", COUNT(*), " + rest, from);
    if (dimension != 3) {
      visitors(dimension, value, from);
    }
  }

  /** In the hour of the day's first session. */
  private void visitors(int dimension, String value, String from) {
    sums(
        dimension,
        "f.v",
        "f.first_at",
        "0, 0, COUNT(*), 0, 0",
        ("(SELECT s.site_id, %s AS v, MIN(s.started_at) AS first_at FROM %s GROUP BY s.site_id,"
                + " s.visitor_id, %s, v) f")
            .formatted(value, from, day("s.started_at")));
  }

  private void pages() {
    sums(
        1,
        "s.path",
        "s.started_at",
        "0, COUNT(*), 0, 0, 0",
        "(SELECT DISTINCT v.id, v.site_id, v.started_at, p.path FROM page_view p"
            + " JOIN visit_session v ON v.id = p.session_id) s");
  }

  private void sums(int dimension, String value, String at, String sums, String from) {
    String select = "SELECT site_id, %d, %s AS bucket, %s AS v, %s FROM %s GROUP BY 1, 3, 4";
    add(days, select.formatted(dimension, day(at), value, sums, from));
    if (dimension < 2 || (dimension >= 4 && dimension <= 7)) {
      add(hours, select.formatted(dimension, hour(at), value, sums, from));
    }
  }

  private void returns(String table) {
    handle.execute(
        """
        INSERT INTO %s (site_id, day, days_since, visitors)
        SELECT site_id, day, COALESCE(day - earlier, 0) AS since, COUNT(*) FROM (
          SELECT site_id, visitor_id, day,
            LAG(day) OVER (PARTITION BY site_id, visitor_id ORDER BY day) AS earlier
          FROM (SELECT DISTINCT s.site_id, s.visitor_id, %s AS day
                FROM visit_session s WHERE %s) visits) gaps
        GROUP BY site_id, day, since
        """
            .formatted(table, day("s.started_at"), COUNTED));
  }

  private void add(String table, String select) {
    handle.execute(
        "INSERT INTO "
            + table
            + " "
            + select
            + " ON DUPLICATE KEY UPDATE hits = hits + VALUES(hits),"
            + " sessions = sessions + VALUES(sessions), visitors = visitors + VALUES(visitors),"
            + " bounces = bounces + VALUES(bounces), visible_ms = visible_ms + VALUES(visible_ms)");
  }

  private String day(String at) {
    return "FLOOR((%s + %s) / 86400000)".formatted(at, offset.replace("{at}", at));
  }

  private String hour(String at) {
    String zone = offset.replace("{at}", at);
    return "FLOOR((%1$s + %2$s) / 3600000) * 3600000 - %2$s".formatted(at, zone);
  }
}
