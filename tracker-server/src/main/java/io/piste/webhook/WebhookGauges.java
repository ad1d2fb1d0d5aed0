package io.piste.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.db.AskedNumbers;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

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

  private WebhookGauges() {}

  static void register(Jdbi jdbi, InstantSource clock, MeterRegistry meters) {
    AskedNumbers numbers = new AskedNumbers(jdbi);
    Gauge.builder("piste.webhooks.waiting", () -> numbers.of(WAITING))
        .description("Messages that wait for a webhook")
        .register(meters);
    Gauge.builder("piste.webhooks.oldest.seconds", () -> numbers.secondsSince(OLDEST, clock))
        .description("Age of the oldest message that waits for a webhook")
        .register(meters);
    Gauge.builder("piste.webhooks.off", () -> numbers.of(OFF))
        .description("Webhooks that were switched off because they do not answer")
        .register(meters);
  }
}
