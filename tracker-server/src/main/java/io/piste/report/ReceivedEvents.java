package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** What became of the events of a site, as it was counted when they came in. Thread-safe. */
public final class ReceivedEvents {
  /** For what no site could be told of: unknown ids, bodies that cannot be read. */
  public static final SiteId NO_SITE = new SiteId(0);

  /** Events that had effects. */
  public static final String ACCEPTED = "accepted";

  /** All that came, whatever became of it. */
  public static final String RECEIVED = "received";

  private static final String BY_OUTCOME =
      """
      SELECT outcome, SUM(events) AS events FROM ingest_count
      WHERE site_id = :site AND hour_at >= :from AND hour_at < :until
      GROUP BY outcome ORDER BY SUM(events) DESC, outcome
      """;

  private static final String BY_DAY =
      """
      , CASE WHEN outcome = 'accepted' THEN 0 WHEN outcome LIKE 'accepted%' THEN 1 ELSE 2 END
          AS kind,
        SUM(events) AS events
      FROM ingest_count
      WHERE site_id = :site AND hour_at >= :from AND hour_at < :until AND outcome <> 'received'
      GROUP BY 1, 2
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public ReceivedEvents(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Events by outcome, the most frequent first. */
  public Map<String, Long> byOutcome(SiteId site, Instant from, Instant until) {
    Map<String, Long> counts = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(BY_OUTCOME)
                .bind("site", site)
                .bind("from", from)
                .bind("until", until)
                .map(
                    row ->
                        counts.put(
                            row.getColumn("outcome", String.class),
                            row.getColumn("events", Long.class)))
                .list());
    return counts;
  }

  /** For each day of a period: accepted, stored without effects, dropped. */
  public Days byDay(SiteId site, Period period) {
    int[][] figures = new int[3][period.days()];
    jdbi.useHandle(
        handle ->
            handle
                .createQuery("SELECT " + LocalDays.numberOf("hour_at", period) + " AS day" + BY_DAY)
                .bind("site", site)
                .bind("from", period.from())
                .bind("until", period.until())
                .map(
                    row ->
                        figures[row.getColumn("kind", Integer.class)][
                                row.getColumn("day", Integer.class)] =
                            row.getColumn("events", Integer.class))
                .list());
    return new Days(list(figures[0]), list(figures[1]), list(figures[2]));
  }

  private static List<Integer> list(int[] figures) {
    return Arrays.stream(figures).boxed().toList();
  }

  /**
   * Figures per day.
   *
   * @param accepted of people, with effects
   * @param apart stored with a verdict, without effects: robots, floods
   * @param dropped not stored
   */
  public record Days(List<Integer> accepted, List<Integer> apart, List<Integer> dropped) {
    public Days {
      accepted = List.copyOf(accepted);
      apart = List.copyOf(apart);
      dropped = List.copyOf(dropped);
    }
  }
}
