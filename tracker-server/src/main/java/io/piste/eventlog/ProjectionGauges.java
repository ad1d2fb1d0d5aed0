package io.piste.eventlog;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** How far the projector is behind, asked of the database when the metrics are read. */
final class ProjectionGauges {
  private static final String EVENTS_BEHIND =
      """
      SELECT COALESCE((SELECT MAX(seq) FROM event_log WHERE stream = :stream), 0)
        - COALESCE((SELECT seq FROM event_checkpoint WHERE stream = :stream), 0)
      """;

  private static final String OLDEST_BEHIND =
      """
      SELECT received_at FROM event_log
      WHERE stream = :stream
        AND seq > COALESCE((SELECT seq FROM event_checkpoint WHERE stream = :stream), 0)
      ORDER BY seq LIMIT 1
      """;

  /** Not those whose time is not believed: strangers make those, and they ask for no alarm. */
  private static final String DEAD_LETTERS =
      """
      SELECT COUNT(*) FROM event_dead
      WHERE stream = :stream AND state = 'dead' AND cause NOT IN ('too_old', 'in_future')
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  private ProjectionGauges(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  static void register(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    ProjectionGauges gauges = new ProjectionGauges(jdbi, clock);
    Gauge.builder("piste.projection.behind.events", () -> gauges.number(EVENTS_BEHIND))
        .description("Events that are stored and not yet projected")
        .register(meters);
    Gauge.builder("piste.projection.behind.seconds", gauges::secondsBehind)
        .description("Age of the oldest event that is not yet projected")
        .register(meters);
    Gauge.builder("piste.projection.dead.letters", () -> gauges.number(DEAD_LETTERS))
        .description("Events that could not be projected")
        .register(meters);
  }

  private double secondsBehind() {
    double oldest = number(OLDEST_BEHIND);
    return oldest == 0 ? 0 : Math.max(0, (clock.millis() - oldest) / 1000);
  }

  // A database that is away is no reason to have no metrics at all.
  private double number(String sql) {
    try {
      return jdbi.withHandle(
          handle ->
              handle
                  .createQuery(sql)
                  .bind("stream", StreamWriter.STREAM)
                  .mapTo(Long.class)
                  .findOne()
                  .orElse(0L));
    } catch (JdbiException e) {
      return Double.NaN;
    }
  }
}
