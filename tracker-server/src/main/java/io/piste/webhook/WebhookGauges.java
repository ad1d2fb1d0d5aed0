package io.piste.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** How much waits for webhooks that are on, asked of the database when the metrics are read. */
final class WebhookGauges {
  private static final String WAITING =
      """
      SELECT COUNT(*) FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
      WHERE d.state IN ('waiting', 'sending') AND w.off_at IS NULL
      """;

  private static final String OLDEST =
      """
      SELECT COALESCE(MIN(d.created_at), 0)
      FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
      WHERE d.state IN ('waiting', 'sending') AND w.off_at IS NULL
      """;

  private static final String OFF =
      "SELECT COUNT(*) FROM webhook WHERE off_at IS NOT NULL AND off_reason <> 'hand'";

  private final Jdbi jdbi;
  private final InstantSource clock;

  private WebhookGauges(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  static void register(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    WebhookGauges gauges = new WebhookGauges(jdbi, clock);
    Gauge.builder("piste.webhooks.waiting", () -> gauges.number(WAITING))
        .description("Messages that wait for a webhook")
        .register(meters);
    Gauge.builder("piste.webhooks.oldest.seconds", gauges::secondsOld)
        .description("Age of the oldest message that waits for a webhook")
        .register(meters);
    Gauge.builder("piste.webhooks.off", () -> gauges.number(OFF))
        .description("Webhooks that were switched off because they do not answer")
        .register(meters);
  }

  private double secondsOld() {
    double oldest = number(OLDEST);
    return oldest == 0 ? 0 : Math.max(0, (clock.millis() - oldest) / 1000);
  }

  // A database that is away is no reason to have no metrics at all.
  private double number(String sql) {
    try {
      return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Double.class).one());
    } catch (JdbiException e) {
      return Double.NaN;
    }
  }
}
