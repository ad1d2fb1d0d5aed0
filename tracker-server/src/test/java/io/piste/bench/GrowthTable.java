package io.piste.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * A table that follows from events, as far as copies of its rows need to know it: by the names of
 * its columns, so that a new table is copied too.
 *
 * @param rollUp whether its rows are sums over visitors
 */
record GrowthTable(
    String name, List<String> columns, List<String> key, List<String> indexes, boolean rollUp) {
  /** Not from events, or written in another way. */
  private static final Set<String> OTHERS =
      Set.of(
          "site",
          "site_origin",
          "tag_rule",
          "score",
          "score_rule",
          "stage_rule",
          "tag",
          "tag_category",
          "contact_change",
          "profile",
          "profile_run",
          "profile_score",
          "profile_tag",
          "stage_change",
          "channel_rule",
          "event_checkpoint",
          "event_seen",
          "traffic_clock",
          "traffic_change",
          "upkeep_clock",
          "flyway_schema_history");

  /** Numbers of rows, and the tables that they are numbers in. */
  static final Map<String, String> REFERENCES =
      Map.of(
          "session_id", "visit_session",
          "contact_id", "contact",
          "cart_id", "cart",
          "closed_by", "purchase");

  private static final Pattern INDEX = Pattern.compile("^\\s+(UNIQUE )?KEY `(\\w+)`.*");

  private static final String TABLES =
      """
      SELECT table_name FROM information_schema.tables
      WHERE table_schema = :database AND table_type = 'BASE TABLE' ORDER BY table_name
      """;

  private static final String COLUMNS =
      """
      SELECT column_name FROM information_schema.columns
      WHERE table_schema = :database AND table_name = :table AND is_generated = 'NEVER'
      ORDER BY ordinal_position
      """;

  private static final String KEY =
      """
      SELECT column_name FROM information_schema.statistics
      WHERE table_schema = :database AND table_name = :table AND index_name = 'PRIMARY'
      ORDER BY seq_in_index
      """;

  /** Those of a database that hold something. */
  static List<GrowthTable> filled(Handle handle, String database) {
    List<GrowthTable> tables = new ArrayList<>();
    for (String name :
        handle.createQuery(TABLES).bind("database", database).mapTo(String.class).list()) {
      if (!OTHERS.contains(name) && holdsSomething(handle, database + "." + name)) {
        tables.add(read(handle, database, name));
      }
    }
    return tables;
  }

  /** Those of some names in a database that hold something, whatever other benches leave out. */
  static List<GrowthTable> filled(Handle handle, String database, List<String> names) {
    return names.stream()
        .filter(name -> holdsSomething(handle, database + "." + name))
        .map(name -> read(handle, database, name))
        .toList();
  }

  private static boolean holdsSomething(Handle handle, String table) {
    return handle
        .createQuery("SELECT EXISTS (SELECT 1 FROM " + table + ")")
        .mapTo(Boolean.class)
        .one();
  }

  private static GrowthTable read(Handle handle, String database, String name) {
    List<String> columns = names(handle, COLUMNS, database, name);
    List<String> key = names(handle, KEY, database, name);
    String made =
        handle
            .createQuery("SHOW CREATE TABLE " + database + "." + name)
            .map((row, context) -> row.getString(2))
            .one();
    List<String> indexes = made.lines().filter(line -> INDEX.matcher(line).matches()).toList();
    boolean rollUp =
        !columns.contains("visitor_id") && (key.contains("day") || key.contains("hour_at"));
    return new GrowthTable(name, columns, key, indexes, rollUp);
  }

  private static List<String> names(Handle handle, String sql, String database, String table) {
    return handle
        .createQuery(sql)
        .bind("database", database)
        .bind("table", table)
        .mapTo(String.class)
        .list();
  }

  /** Without its other indexes many rows are written many times faster. */
  void dropIndexes(Handle handle) {
    change(handle, index -> "DROP KEY " + INDEX.matcher(index).replaceFirst("$2"));
  }

  /** Sorted once. */
  void makeIndexes(Handle handle) {
    change(handle, index -> "ADD " + index.strip().replaceFirst(",$", ""));
  }

  private void change(Handle handle, java.util.function.UnaryOperator<String> each) {
    if (!indexes.isEmpty()) {
      handle.execute(
          "ALTER TABLE %s.%s %s"
              .formatted(
                  GrowthStore.MAIN,
                  name,
                  indexes.stream().map(each).collect(Collectors.joining(", "))));
    }
  }

  boolean has(String column) {
    return columns.contains(column);
  }
}
