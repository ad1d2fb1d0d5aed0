package io.piste.eventlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.AskedNumbers;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** How far the projector is behind, asked of the database when the metrics are read. */
final class ProjectionGauges {
  private static final String EVENTS_BEHIND =
      """
      SELECT COALESCE((SELECT MAX(seq) FROM event_log WHERE stream = %1$d), 0)
        - COALESCE((SELECT seq FROM event_checkpoint WHERE stream = %1$d), 0)
      """
          .formatted(StreamWriter.STREAM);

  private static final String OLDEST_BEHIND =
      """
      SELECT received_at FROM event_log
      WHERE stream = %1$d
        AND seq > COALESCE((SELECT seq FROM event_checkpoint WHERE stream = %1$d), 0)
      ORDER BY seq LIMIT 1
      """
          .formatted(StreamWriter.STREAM);

  /** Not those whose time is not believed: strangers make those, and they ask for no alarm. */
  private static final String DEAD_LETTERS =
      """
      SELECT COUNT(*) FROM event_dead
      WHERE stream = %d AND state = 'dead' AND cause NOT IN ('too_old', 'in_future')
      """
          .formatted(StreamWriter.STREAM);

  private ProjectionGauges() {}

  static void register(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    AskedNumbers numbers = new AskedNumbers(jdbi);
    Gauge.builder("piste.projection.behind.events", () -> numbers.of(EVENTS_BEHIND))
        .description("Events that are stored and not yet projected")
        .register(meters);
    Gauge.builder(
            "piste.projection.behind.seconds", () -> numbers.secondsSince(OLDEST_BEHIND, clock))
        .description("Age of the oldest event that is not yet projected")
        .register(meters);
    Gauge.builder("piste.projection.dead.letters", () -> numbers.of(DEAD_LETTERS))
        .description("Events that could not be projected")
        .register(meters);
  }
}
