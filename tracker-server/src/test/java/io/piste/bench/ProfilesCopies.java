package io.piste.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes copies of the pattern's rows in bulk, as {@link ShopCopy} says. Columns are recognised by
 * their names, so a new table is copied too. What follows from the rows of a contact by the rules
 * of the site is not copied: profiles and members of segments are worked out.
 */
final class ProfilesCopies {
  /** Not of one visitor or contact alone, or worked out. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "event_log",
          "event_seen",
          "event_dead",
          "contact_change",
          "profile",
          "profile_tag",
          "profile_score",
          "stage_change",
          "segment_member",
          "segment_change",
          "rebuild_request");

  static final Map<String, String> REFERENCES =
      Map.of(
          "session_id", "visit_session",
          "contact_id", "contact",
          "cart_id", "cart",
          "closed_by", "purchase",
          "message_id", "outbox_message");

  /** Texts that hold the mark of a copy. */
  private static final Set<String> MARKED =
      Set.of("email", "cart_key", "order_key", "dedupe_key", "name");

  /** Ids whose last four bytes are the copy's. */
  private static final Set<String> SUFFIXED =
      Set.of("event_id", "consent_id", "previous_id", "token_hash");

  private static final int WRITERS = 2;

  private final ProfilesPlan plan;
  private final List<GrowthTable> tables;
  private final Map<String, Long> highest = new HashMap<>();
  private final Map<String, Long> rows = new HashMap<>();

  private ProfilesCopies(ProfilesPlan plan, List<GrowthTable> tables) {
    this.plan = plan;
    this.tables = tables;
  }

  /** Looks what the pattern holds. */
  static ProfilesCopies of(Handle handle, ProfilesPlan plan) {
    List<GrowthTable> tables =
        GrowthTable.filled(handle, GrowthStore.SEED).stream()
            .filter(table -> !LEFT_OUT.contains(table.name()))
            .filter(
                table ->
                    table.name().equals("contact")
                        || table.has("visitor_id")
                        || table.has("contact_id"))
            .toList();
    ProfilesCopies copies = new ProfilesCopies(plan, tables);
    for (GrowthTable table : tables) {
      String from = " FROM " + GrowthStore.SEED + "." + table.name();
      copies.rows.put(table.name(), number(handle, "SELECT COUNT(*)" + from));
      if (table.has("id")) {
        copies.highest.put(table.name(), number(handle, "SELECT MAX(id)" + from));
      }
    }
    return copies;
  }

  List<GrowthTable> tables() {
    return tables;
  }

  /** Writes all of them, two tables at once, the largest first. */
  void write(Jdbi jdbi) throws Exception {
    List<GrowthTable> largestFirst = new ArrayList<>(tables);
    largestFirst.sort(Comparator.comparingLong(table -> -rows.getOrDefault(table.name(), 0L)));
    try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
      List<Future<?>> all = new ArrayList<>();
      for (GrowthTable table : largestFirst) {
        all.add(writers.submit(() -> write(jdbi, table)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  private @Nullable Void write(Jdbi jdbi, GrowthTable table) throws SQLException {
    jdbi.useHandle(
        handle -> {
          // Sorting an index of many millions takes longer than the pool lets anybody wait.
          handle.getConnection().setNetworkTimeout(Runnable::run, 0);
          handle.execute("SET SESSION unique_checks = 0, foreign_key_checks = 0");
          table.dropIndexes(handle);
          for (int copy = 0; copy < plan.copies(); copy++) {
            handle.execute(insert(table, new ShopCopy(copy, plan.copies())));
          }
          table.makeIndexes(handle);
          handle.execute("SET SESSION unique_checks = 1, foreign_key_checks = 1");
        });
    return null;
  }

  private String insert(GrowthTable table, ShopCopy copy) {
    return "INSERT INTO %s.%s (%s) SELECT %s FROM %s.%s t"
        .formatted(
            GrowthStore.MAIN,
            table.name(),
            String.join(", ", table.columns()),
            table.columns().stream()
                .map(column -> value(table, column, copy))
                .collect(Collectors.joining(", ")),
            GrowthStore.SEED,
            table.name());
  }

  private String value(GrowthTable table, String column, ShopCopy copy) {
    String old = "t." + column;
    if (column.endsWith("_at")) {
      return "IF(%1$s = 0, 0, %1$s - %2$d)".formatted(old, copy.shift());
    }
    if (column.equals("visitor_id")) {
      return "CONCAT(UNHEX('%04x'), SUBSTR(%s, 3))".formatted(copy.visitorPrefix(), old);
    }
    if (SUFFIXED.contains(column)) {
      return "CONCAT(LEFT(%1$s, LENGTH(%1$s) - 4), UNHEX('%2$08x'))"
          .formatted(old, copy.eventSuffix());
    }
    if (MARKED.contains(column)) {
      return "REPLACE(%s, '%s', '%s')".formatted(old, ShopCopy.MARK, copy.mark());
    }
    if (column.equals("last_name")) {
      return "REPLACE(%s, '%s', '%s')".formatted(old, ShopCopy.NAME_MARK, copy.nameEnd());
    }
    String referenced = column.equals("id") ? table.name() : REFERENCES.get(column);
    return referenced == null
        ? old
        : "%s + %d".formatted(old, copy.number() * highest.getOrDefault(referenced, 0L));
  }

  /** Which rows of a table with numbers, or numbers of contacts, are a copy's: above and up to. */
  long[] numbers(String table, ShopCopy copy) {
    long many = highest.getOrDefault(table, 0L);
    return new long[] {copy.number() * many, (copy.number() + 1L) * many};
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}
