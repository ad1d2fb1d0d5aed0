package io.piste.console;

import io.piste.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What became of the events of a month, the same each time: the figures add up. */
public final class ReceivedStory {
  private static final String ADD =
      "REPLACE INTO ingest_count (site_id, hour_at, outcome, events) VALUES (?, ?, ?, ?)";

  /** Whatever else another story wrote there. */
  private static final String ADD_UP =
      """
      REPLACE INTO ingest_count (site_id, hour_at, outcome, events)
      SELECT site_id, hour_at, 'received', SUM(events) FROM ingest_count
      WHERE site_id = ? AND hour_at = ? AND outcome <> 'received' GROUP BY site_id, hour_at
      """;

  private ReceivedStory() {}

  /** Writes it all. */
  public static void fill(Jdbi jdbi, Site site, Instant now) {
    Random random = new Random(5);
    jdbi.useTransaction(
        handle -> {
          for (int day = 0; day < 30; day++) {
            long hour =
                now.minus(Duration.ofDays(day)).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
            Map<String, Integer> outcomes =
                Map.of(
                    "accepted", 1_500 + random.nextInt(600),
                    "accepted_robot", 60 + random.nextInt(40),
                    "no_consent", 12 + random.nextInt(20),
                    "origin_not_listed", day == 6 ? 340 : random.nextInt(4),
                    "purpose_refused", 5 + random.nextInt(10));
            outcomes.forEach((outcome, events) -> add(handle, site, hour, outcome, events));
            handle.execute(ADD_UP, site.id().value(), hour);
          }
        });
  }

  private static void add(Handle handle, Site site, long hour, String outcome, int events) {
    handle.execute(ADD, site.id().value(), hour, outcome, events);
  }
}
