package io.piste.bench;

import io.piste.db.Database;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Rows that cannot be digested are written into the log while the browsers send: they go to the
 * dead letters, and hold up nobody.
 */
final class PoisonDrill extends Drill {
  private static final Duration POISONED = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final int AT_ONCE = 4;

  /** Some more than without: single steps of a batch that failed take their time. */
  private static final long MOST_BEHIND_MILLIS = 5_000;

  private @Nullable BadRows rows;
  private long mostBehind;

  PoisonDrill() {
    super("poison");
  }

  @Override
  void breakIt(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    try (Database database = server.look()) {
      BadRows bad = new BadRows(database.jdbi(), memory, server.site());
      rows = bad;
      long end = System.nanoTime() + POISONED.toNanos();
      while (System.nanoTime() < end) {
        bad.write(AT_ONCE);
        rest(PAUSE);
        double behind = server.metric("piste_projection_behind_seconds");
        mostBehind = Math.max(mostBehind, Math.round(behind * 1_000));
      }
    }
  }

  @Override
  void tell(DrillServer server, Memory memory, Consumer<Figure> figures) throws Exception {
    Map<Long, String> due = java.util.Objects.requireNonNull(rows).causes();
    Map<Long, String> dead = new TreeMap<>();
    long silent;
    try (Database database = server.look()) {
      silent =
          database
              .jdbi()
              .withHandle(
                  handle -> {
                    handle
                        .createQuery("SELECT seq, cause FROM event_dead WHERE stream = 0")
                        .map(row -> Map.entry(row.getColumn("seq", Long.class), word(row)))
                        .forEach(letter -> dead.put(letter.getKey(), letter.getValue()));
                    return handle
                        .createQuery("SELECT COUNT(*) FROM event_dead WHERE TRIM(reason) = ''")
                        .mapTo(Long.class)
                        .one();
                  });
    }
    tell(due, dead, figures);
    figures.accept(Figure.atMost(name(), "dead letters without a reason", silent, "events", 0));
    figures.accept(
        Figure.atMost(name(), "projection behind at most", mostBehind, "ms", MOST_BEHIND_MILLIS));
  }

  private static String word(org.jdbi.v3.core.result.RowView row) {
    return row.getColumn("cause", String.class);
  }

  private void tell(Map<Long, String> due, Map<Long, String> dead, Consumer<Figure> figures) {
    Map<String, Integer> otherwise = new TreeMap<>();
    due.forEach(
        (seq, cause) -> {
          String told = dead.getOrDefault(seq, "none");
          if (!told.equals(cause)) {
            otherwise.merge(cause + " is " + told, 1, Integer::sum);
          }
        });
    if (!otherwise.isEmpty()) {
      System.err.println(name() + ": " + otherwise);
    }
    long innocent = dead.keySet().stream().filter(seq -> !due.containsKey(seq)).count();
    figures.accept(Figure.told(name(), "bad rows", due.size(), "events"));
    figures.accept(Figure.told(name(), "dead letters", dead.size(), "events"));
    figures.accept(
        Figure.atMost(
            name(),
            "bad rows that are no dead letters of their cause",
            otherwise.values().stream().mapToInt(Integer::intValue).sum(),
            "events",
            0));
    figures.accept(Figure.atMost(name(), "good ones among the dead", innocent, "events", 0));
  }
}
