package io.piste.bench;

import io.piste.base.ConsentId;
import io.piste.db.Database;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;

/** What the browsers remember, against what the database holds after a drill. */
final class DrillCheck {
  private static final Pattern PATH = Pattern.compile("/drill/(\\d+)/(\\d+)/[0-9a-f-]{36}");

  private final String name;
  private final Memory memory;
  private final Jdbi jdbi;
  private final Consumer<Figure> figures;

  private DrillCheck(String name, Memory memory, Jdbi jdbi, Consumer<Figure> figures) {
    this.name = name;
    this.memory = memory;
    this.jdbi = jdbi;
    this.figures = figures;
  }

  /** Tells the figures that every drill has. */
  static void tell(String name, DrillServer server, Memory memory, Consumer<Figure> figures)
      throws Exception {
    try (Database database = server.look()) {
      DrillCheck check = new DrillCheck(name, memory, database.jdbi(), figures);
      check.tellEvents();
      check.tellOrder();
      check.tellChoices();
      check.tellAnswers();
    }
  }

  private void tellEvents() {
    Map<String, Integer> seen = new HashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("SELECT path FROM page_view WHERE path LIKE '/drill/%'")
                .mapTo(String.class)
                .forEach(path -> seen.merge(path, 1, Integer::sum)));
    long views = seen.values().stream().mapToInt(Integer::intValue).sum();
    Set<String> lost = new HashSet<>(memory.acknowledged);
    lost.removeAll(seen.keySet());
    Set<String> invented = new HashSet<>(seen.keySet());
    invented.removeAll(memory.sent);
    told("acknowledged", memory.acknowledged.size(), "events");
    told("stored", seen.size(), "events");
    none("lost", lost.size(), "events");
    none("doubled", views - seen.size(), "events");
    none("stored and never sent", invented.size(), "events");
    none(
        "difference between pages of sessions and pages",
        Math.abs(number("SELECT COALESCE(SUM(pages), 0) FROM visit_session") - views),
        "pages");
    none(
        "difference between pages of the day and pages",
        Math.abs(
            number("SELECT COALESCE(SUM(hits), 0) FROM traffic_day WHERE dimension = 0") - views),
        "pages");
  }

  /**
   * Numbers without a gap; and each browser's pages, which it sent one after the other, in order.
   */
  private void tellOrder() {
    Order order = new Order();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("SELECT body FROM event_log WHERE stream = 0 ORDER BY seq")
                .setFetchSize(10_000)
                .mapTo(String.class)
                .forEach(order::see));
    none("stored behind a later one", order.wrong, "events");
    none(
        "gaps in the numbers of the log",
        number("SELECT COALESCE(MAX(seq) - MIN(seq) + 1 - COUNT(*), 0) FROM event_log"),
        "numbers");
  }

  private static final class Order {
    private final Map<String, Long> last = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long wrong;

    void see(String body) {
      Matcher path = PATH.matcher(body);
      // A repeat of one that stands there already says nothing.
      if (path.find() && seen.add(path.group())) {
        long number = Long.parseLong(path.group(2));
        Long before = last.put(path.group(1), number);
        wrong += before != null && before > number ? 1 : 0;
      }
    }
  }

  private void tellChoices() {
    List<String> recorded =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("SELECT consent_id FROM consent_record")
                    .mapTo(ConsentId.class)
                    .map(ConsentId::toString)
                    .list());
    Set<String> lost = new HashSet<>(memory.choices);
    recorded.forEach(lost::remove);
    Set<String> alive =
        new HashSet<>(
            jdbi.withHandle(
                handle ->
                    handle
                        .createQuery("SELECT consent_id FROM consent_state")
                        .mapTo(ConsentId.class)
                        .map(ConsentId::toString)
                        .list()));
    alive.retainAll(memory.withdrawn);
    told("choices acknowledged", memory.choices.size(), "choices");
    none("choices lost", lost.size(), "choices");
    none("choices doubled", recorded.size() - new HashSet<>(recorded).size(), "choices");
    told("consents withdrawn", memory.withdrawn.size(), "choices");
    none("withdrawn and still in force", alive.size(), "choices");
    none("events taken after a withdrawal", memory.takenAfterWithdrawal.sum(), "events");
    none(
        "events seen after a withdrawal",
        number("SELECT COUNT(*) FROM page_view WHERE path LIKE '/drill/withdrawn/%'"),
        "events");
  }

  private void tellAnswers() {
    told("refused with 503", memory.refused.sum(), "requests");
    told("not answered and sent again", memory.unanswered.sum(), "requests");
    told("longest wait for an answer", memory.slowestMillis(), "ms");
    if (memory.unexpectedAnswers() > 0) {
      System.err.println(name + ": " + memory.unexpectedWords());
    }
    none("answered otherwise", memory.unexpectedAnswers(), "requests");
  }

  private void told(String figure, long value, String unit) {
    figures.accept(Figure.told(name, figure, value, unit));
  }

  private void none(String figure, long value, String unit) {
    figures.accept(Figure.atMost(name, figure, value, unit, 0));
  }

  private long number(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
