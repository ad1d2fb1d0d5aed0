package io.piste.bench;

import io.piste.bench.GrowthPlan.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Takes the logged events of one copy of each stretch (of 100: one percent), lets the real
 * projection work on them in an empty database, and compares: rows of the same visitors, numbers
 * aside, and sums.
 */
final class GrowthCheck {
  /** Numbers of rows, and when this bench turned the crank. */
  private static final Set<String> ASIDE =
      Set.of("id", "seq", "abandoned_at", "enrolled_at", "ended_at");

  private static final Map<String, String> TOLD =
      Map.of(
          "session_id", "started_at",
          "contact_id", "email",
          "cart_id", "cart_key",
          "closed_by", "order_key");

  private static final String MAIN = GrowthStore.MAIN;
  private static final String REAL = GrowthStore.REAL;

  private final GrowthPlan plan;
  private final GrowthCopies copies;
  private final List<GrowthTable> tables;
  private final Instant today;
  private final int copy;

  GrowthCheck(GrowthPlan plan, GrowthCopies copies, List<GrowthTable> tables, Instant today) {
    this.today = today;
    this.plan = plan;
    this.copies = copies;
    this.tables = tables;
    this.copy = plan.copies() * 37 / 100;
  }

  /** Before anything else is logged. */
  void check(GrowthStore store, List<Stretch> stretches, Consumer<Figure> figures)
      throws Exception {
    Jdbi real = store.beside(REAL);
    real.useHandle(
        handle -> {
          handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          take(handle, stretches);
        });
    store.project(REAL);
    real.useHandle(
        handle -> {
          figures.accept(
              told("events of the sample", number(handle, "SELECT COUNT(*) FROM event_log")));
          figures.accept(
              none(
                  "events of the sample that are dead letters",
                  number(handle, "SELECT COUNT(*) FROM event_dead")));
          handle.execute(
              """
              CREATE TABLE sample_visitor (PRIMARY KEY (site_id, visitor_id))
              SELECT DISTINCT site_id, visitor_id FROM event_log
              """);
          compare(handle, figures);
        });
  }

  private void take(Handle handle, List<Stretch> stretches) {
    for (String table : List.of("site", "site_origin", "tag_rule", "score", "score_rule")) {
      handle.execute("INSERT INTO %1$s.%2$s SELECT * FROM %3$s.%2$s".formatted(REAL, table, MAIN));
    }
    for (Stretch stretch : stretches) {
      long base = copies.base("event_log", stretch);
      handle.execute(
          """
          INSERT INTO %s.event_log
          SELECT l.* FROM seq_%d_to_%d_step_%d s
          STRAIGHT_JOIN %s.event_log l ON l.stream = 0 AND l.seq = s.seq
          """
              .formatted(
                  REAL, base + copy + 1, base + copies.span("event_log"), plan.copies(), MAIN));
    }
  }

  private void compare(Handle handle, Consumer<Figure> figures) {
    long rows = 0;
    long different = 0;
    List<String> where = new ArrayList<>();
    for (GrowthTable table : tables) {
      if (table.name().equals("event_log")) {
        continue;
      }
      long found = table.rollUp() ? differentSums(handle, table) : differentRows(handle, table);
      rows += number(handle, "SELECT COUNT(*) FROM %s.%s".formatted(REAL, table.name()));
      different += found;
      if (found > 0) {
        where.add(table.name() + " " + found);
      }
    }
    if (different > 0) {
      System.err.println("growth: not as really projected: " + where);
    }
    figures.accept(told("rows of the sample as really projected", rows));
    figures.accept(none("rows that differ from those", different));
  }

  private long differentRows(Handle handle, GrowthTable table) {
    String real = rows(table, REAL, "");
    String made = rows(table, MAIN, ofSample(table));
    return number(handle, "SELECT COUNT(*) FROM ((%s) EXCEPT ALL (%s)) d".formatted(real, made))
        + number(handle, "SELECT COUNT(*) FROM ((%s) EXCEPT ALL (%s)) d".formatted(made, real));
  }

  private static String rows(GrowthTable table, String database, String which) {
    String columns =
        table.columns().stream()
            .filter(column -> !ASIDE.contains(column))
            .map(column -> told(database, column))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s.%s t %s".formatted(columns, database, table.name(), which);
  }

  /** In place of a row's number something that the row says. */
  private static String told(String database, String column) {
    String referenced = GrowthTable.REFERENCES.get(column);
    return referenced == null
        ? "t." + column
        : "(SELECT r.%s FROM %s.%s r WHERE r.id = t.%s) AS %s"
            .formatted(TOLD.get(column), database, referenced, column, column);
  }

  private String ofSample(GrowthTable table) {
    if (table.has("visitor_id")) {
      return "JOIN %s.sample_visitor v ON v.site_id = t.site_id AND v.visitor_id = t.visitor_id"
          .formatted(REAL);
    }
    String number = table.has("id") ? "id" : "contact_id";
    return "WHERE (t.%s - 1) %% %d = %d".formatted(number, plan.copies(), copy);
  }

  /** All copies are alike, so the sums are so many times those of one. */
  private long differentSums(Handle handle, GrowthTable table) {
    List<String> values =
        table.columns().stream().filter(column -> !table.key().contains(column)).toList();
    String keys =
        table.key().stream()
            .map(column -> "r.%1$s = m.%1$s".formatted(column))
            .collect(Collectors.joining(" AND "));
    String same =
        values.stream()
            .map(value -> "m.%1$s = COALESCE(r.%1$s, 0) * %2$d".formatted(value, plan.copies()))
            .collect(Collectors.joining(" AND "));
    String nothing =
        values.stream().map(value -> "r." + value + " = 0").collect(Collectors.joining(" AND "));
    String first = table.key().getFirst();
    // Whatever was logged between the looks is of today.
    String before =
        table.has("day")
            ? "m.day < " + today.getEpochSecond() / 86_400
            : "m.hour_at < " + today.toEpochMilli();
    return number(
            handle,
            "SELECT COUNT(*) FROM %s.%s m LEFT JOIN %s.%s r ON %s WHERE %s AND NOT (%s)"
                .formatted(MAIN, table.name(), REAL, table.name(), keys, before, same))
        + number(
            handle,
            "SELECT COUNT(*) FROM %s.%s r LEFT JOIN %s.%s m ON %s WHERE m.%s IS NULL AND NOT (%s)"
                .formatted(REAL, table.name(), MAIN, table.name(), keys, first, nothing));
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  private static Figure told(String figure, long value) {
    return Figure.told(GrowthBench.NAME, figure, value, "rows");
  }

  private static Figure none(String figure, long value) {
    return Figure.atMost(GrowthBench.NAME, figure, value, "rows", 0);
  }
}
