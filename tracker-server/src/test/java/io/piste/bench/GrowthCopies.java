package io.piste.bench;

import io.piste.bench.GrowthPlan.Stretch;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Writes stretches in bulk: all rows that really followed from the seed, many times over, each copy
 * with ids of its own, each stretch at its own time. Sums are multiplied.
 */
final class GrowthCopies {
  private static final long SHIFT = Duration.ofDays(GrowthPlan.DAYS).toMillis();

  /** Columns that may hold what every copy has one of its own of; acts are named by carts too. */
  private static final List<String> MARKED =
      List.of("body", "cart_key", "order_key", "email", "name");

  private final GrowthPlan plan;
  private final Map<String, Long> highest = new HashMap<>();

  /** Looks how far the ids of the seed go. */
  GrowthCopies(Handle handle, GrowthPlan plan, List<GrowthTable> tables) {
    this.plan = plan;
    for (GrowthTable table : tables) {
      String number = table.name().equals("event_log") ? "seq" : "id";
      if (table.has(number)) {
        highest.put(
            table.name(),
            handle
                .createQuery(
                    "SELECT MAX(%s) FROM %s.%s".formatted(number, GrowthStore.SEED, table.name()))
                .mapTo(Long.class)
                .one());
      }
    }
  }

  /** Writes a table's rows of some stretches. */
  void write(Jdbi jdbi, GrowthTable table, List<Stretch> stretches) throws SQLException {
    jdbi.useHandle(
        handle -> {
          // Sorting an index of many millions takes longer than the pool lets anybody wait.
          handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          handle.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0");
          table.dropIndexes(handle);
          for (Stretch stretch : stretches) {
            handle.execute(insert(table, stretch));
          }
          table.makeIndexes(handle);
          handle.execute("SET SESSION unique_checks = 1, foreign_key_checks = 1");
        });
  }

  private String insert(GrowthTable table, Stretch stretch) {
    String from =
        table.rollUp()
            ? "%s.%s t".formatted(GrowthStore.SEED, table.name())
            : "%s.%s t STRAIGHT_JOIN seq_0_to_%d c"
                .formatted(GrowthStore.SEED, table.name(), plan.copies() - 1);
    return "INSERT INTO %s.%s (%s) SELECT %s FROM %s"
        .formatted(
            GrowthStore.MAIN,
            table.name(),
            String.join(", ", table.columns()),
            table.columns().stream()
                .map(column -> value(table, column, stretch))
                .collect(Collectors.joining(", ")),
            from);
  }

  private String value(GrowthTable table, String column, Stretch stretch) {
    String old = "t." + column;
    if (column.equals("site_id")) {
      return Integer.toString(stretch.site());
    }
    if (column.equals("day")) {
      return old + " - " + stretch.back() * GrowthPlan.DAYS;
    }
    if (column.endsWith("_at")) {
      return "IF(%1$s = 0, 0, %1$s - %2$d)".formatted(old, stretch.back() * SHIFT);
    }
    if (table.rollUp()) {
      return table.key().contains(column) || column.equals("days_since")
          ? old
          : old + " * " + plan.copies();
    }
    return ofCopy(table, column, stretch);
  }

  private String ofCopy(GrowthTable table, String column, Stretch stretch) {
    String old = "t." + column;
    String copy =
        "LPAD(HEX(%d + c.seq), 8, '0')".formatted((long) stretch.number() * plan.copies());
    if (column.equals("visitor_id")) {
      return "UNHEX(MD5(CONCAT(%s, %s)))".formatted(old, copy);
    }
    if (column.equals("event_id")) {
      return "CONCAT(LEFT(%s, 12), UNHEX(%s))".formatted(old, copy);
    }
    if (MARKED.contains(column)) {
      return "REPLACE(%s, '%s', LOWER(%s))".formatted(old, GrowthSeed.MARK, copy);
    }
    if (column.equals("id") || (column.equals("seq") && table.name().equals("event_log"))) {
      return number(table.name(), old, stretch);
    }
    String referenced = GrowthTable.REFERENCES.get(column);
    return referenced == null ? old : number(referenced, old, stretch);
  }

  /** Later stretches have higher numbers. */
  private String number(String table, String old, Stretch stretch) {
    return "%d + (%s - 1) * %d + c.seq + 1".formatted(base(table, stretch), old, plan.copies());
  }

  /** What the numbers of a table's rows of a stretch begin behind. */
  long base(String table, Stretch stretch) {
    return (plan.most() - 1L - stretch.number()) * highest.getOrDefault(table, 0L) * plan.copies();
  }

  /** How many numbers a stretch takes. */
  long span(String table) {
    return highest.getOrDefault(table, 0L) * plan.copies();
  }

  /**
   * What the program itself notes about the log: how far it goes and is projected, and seen ids.
   */
  void finish(Handle handle, List<Stretch> stretches, long seenSince) {
    handle.execute(
        """
        INSERT INTO %1$s.event_checkpoint (stream, seq)
        SELECT 0, MAX(seq) FROM %1$s.event_log WHERE stream = 0
        ON DUPLICATE KEY UPDATE seq = VALUES(seq)
        """
            .formatted(GrowthStore.MAIN));
    for (Stretch stretch : stretches) {
      handle.execute(
          """
          INSERT IGNORE INTO %s.traffic_clock (site_id, since_at, time_zone) VALUES (%d, 0, 'UTC')
          """
              .formatted(GrowthStore.MAIN, stretch.site()));
      if (stretch.back() == 0) {
        remember(handle, stretch, seenSince);
      }
    }
  }

  private void remember(Handle handle, Stretch stretch, long since) {
    GrowthTable log = new GrowthTable("event_log", List.of(), List.of(), List.of(), false);
    handle.execute(
        """
        INSERT INTO %s.event_seen (site_id, visitor_id, event_id, seen_at)
        SELECT %d, %s, %s, t.received_at FROM %s.event_log t STRAIGHT_JOIN seq_0_to_%d c
        WHERE t.received_at >= %d
        """
            .formatted(
                GrowthStore.MAIN,
                stretch.site(),
                ofCopy(log, "visitor_id", stretch),
                ofCopy(log, "event_id", stretch),
                GrowthStore.SEED,
                plan.copies() - 1,
                since));
  }
}
