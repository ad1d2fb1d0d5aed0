package io.piste.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Compares the rows of one copy, as they were written in bulk, with what came out when the same
 * events went through the real projection into a database of their own. Numbers of rows are told by
 * what the rows say.
 */
final class ProfilesCheck {
  private static final String MAIN = GrowthStore.MAIN;
  private static final String REAL = GrowthStore.REAL;
  private static final int SHOWN = 5;

  /** What tells a row of a table that others refer to. */
  private static final Map<String, String> TOLD =
      Map.of(
          "session_id", "started_at",
          "contact_id", "email",
          "cart_id", "cart_key",
          "closed_by", "order_key",
          "message_id", "dedupe_key");

  /** When this bench turned a crank, not when something happened. */
  private static final Set<String> ASIDE =
      Set.of(
          "cart.abandoned_at",
          "enrolment.enrolled_at",
          "enrolment.ended_at",
          "profile.made_at",
          "profile.stage_at",
          "segment_member.entered_at");

  private static final List<String> WORKED_OUT =
      List.of("profile", "profile_tag", "profile_score", "segment_member");

  private final Handle handle;
  private final ProfilesCopies copies;
  private final ShopCopy copy;

  ProfilesCheck(Handle handle, ProfilesCopies copies, ShopCopy copy) {
    this.handle = handle;
    this.copies = copies;
    this.copy = copy;
  }

  /** Answers whether nothing differs; the first rows that do are written to standard error. */
  boolean check(Consumer<Figure> figures) {
    long rows = 0;
    long different = 0;
    List<String> compared = new ArrayList<>();
    for (GrowthTable table : tables()) {
      long of = number("SELECT COUNT(*) FROM %s.%s".formatted(REAL, table.name()));
      compared.add(table.name() + " " + of);
      rows += of;
      different += different(table);
    }
    System.err.println("profiles: rows compared: " + String.join(", ", compared));
    String sample = "1 of %d copies".formatted(copy.copies());
    figures.accept(Figure.told(ProfilesBench.NAME, "rows of the sample, " + sample, rows, "rows"));
    figures.accept(
        Figure.atMost(
            ProfilesBench.NAME,
            "rows written in bulk that differ from really projected ones, " + sample,
            different,
            "rows",
            0));
    return different == 0;
  }

  /** All that are filled in either database: an empty one may be what differs. */
  private Collection<GrowthTable> tables() {
    Map<String, GrowthTable> tables = new TreeMap<>();
    copies.tables().forEach(table -> tables.put(table.name(), table));
    for (String database : List.of(MAIN, REAL)) {
      GrowthTable.filled(handle, database, WORKED_OUT)
          .forEach(table -> tables.put(table.name(), table));
    }
    return tables.values();
  }

  private long different(GrowthTable table) {
    String real = rows(table, REAL, "");
    String made = rows(table, MAIN, ofCopy(table));
    return different(table, "really projected", real, made)
        + different(table, "written in bulk", made, real);
  }

  private long different(GrowthTable table, String which, String these, String without) {
    String sql = "((%s) EXCEPT ALL (%s)) d".formatted(these, without);
    long found = number("SELECT COUNT(*) FROM " + sql);
    if (found > 0) {
      System.err.printf("profiles: %s, %d rows only %s:%n", table.name(), found, which);
      handle
          .createQuery("SELECT * FROM " + sql + " LIMIT " + SHOWN)
          .mapToMap()
          .forEach(row -> System.err.println("  " + said(row)));
    }
    return found;
  }

  private static String said(Map<String, Object> row) {
    return row.entrySet().stream()
        .map(
            column ->
                column.getKey()
                    + "="
                    + (column.getValue() instanceof byte[] bytes
                        ? HexFormat.of().formatHex(bytes)
                        : column.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String rows(GrowthTable table, String database, String which) {
    String columns =
        table.columns().stream()
            .filter(column -> !column.equals("id"))
            .filter(column -> !ASIDE.contains(table.name() + "." + column))
            .map(column -> told(database, column))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s.%s t %s".formatted(columns, database, table.name(), which);
  }

  /** In place of a row's number something that the row says. */
  private static String told(String database, String column) {
    String referenced = ProfilesCopies.REFERENCES.get(column);
    return referenced == null
        ? "t." + column
        : "(SELECT r.%s FROM %s.%s r WHERE r.id = t.%s) AS %s"
            .formatted(TOLD.get(column), database, referenced, column, column);
  }

  private String ofCopy(GrowthTable table) {
    if (table.has("visitor_id")) {
      String prefix = "%04x".formatted(copy.visitorPrefix());
      return "WHERE t.site_id = %d AND t.visitor_id BETWEEN UNHEX('%s') AND UNHEX('%s')"
          .formatted(ProfilesSite.ID.value(), prefix + "0".repeat(28), prefix + "f".repeat(28));
    }
    String of = table.name().equals("enrolment") ? "cart" : "contact";
    String number = table.name().equals(of) ? "id" : of + "_id";
    long[] numbers = copies.numbers(of, copy);
    return "WHERE t.%s > %d AND t.%s <= %d".formatted(number, numbers[0], number, numbers[1]);
  }

  private long number(String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}
