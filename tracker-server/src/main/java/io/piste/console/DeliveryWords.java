package io.piste.console;

import io.piste.base.Json;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.console.view.WebhooksView.Delivery;
import io.piste.webhook.DeliveryState;
import io.piste.webhook.Webhook;
import io.piste.webhook.WebhookDelivery;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Says in plain words what became of a message to a webhook. */
final class DeliveryWords {
  private final Texts texts;
  private final Formats formats;

  DeliveryWords(PageRequest asked) {
    this.texts = asked.texts();
    this.formats = asked.formats();
  }

  /** The word of a webhook's state: on, failing, off, gone, dead. */
  static String state(Webhook hook) {
    if (hook.offReason() != null) {
      return switch (hook.offReason()) {
        case HAND -> "off";
        case GONE -> "gone";
        case FAILING -> "dead";
      };
    }
    return hook.failures() > 0 ? "failing" : "on";
  }

  Delivery row(WebhookDelivery delivery) {
    Instant at = delivery.triedAt() == null ? delivery.createdAt() : delivery.triedAt();
    Integer took = delivery.took();
    boolean waits = delivery.state() == DeliveryState.WAITING && delivery.attempts() > 0;
    return new Delivery(
        delivery.id(),
        delivery.event(),
        formats.dateTime(at),
        formats.iso(at),
        delivery.state().word(),
        answer(delivery),
        delivery.note(),
        mend(delivery),
        took == null ? null : texts.of("webhooks.took", formats.number(took)),
        texts.count("webhooks.attempts", delivery.attempts()),
        waits ? texts.of("webhooks.next", formats.dateTime(delivery.dueAt())) : null,
        delivery.messageId(),
        pretty(delivery.body()));
  }

  private @Nullable String answer(WebhookDelivery delivery) {
    if (delivery.status() != null) {
      return "HTTP " + delivery.status();
    }
    return delivery.problem() == null
        ? null
        : texts.of("webhooks.problem." + delivery.problem().replace('_', '-'));
  }

  private @Nullable String mend(WebhookDelivery delivery) {
    return delivery.problem() == null
        ? null
        : texts.of("webhooks.problem." + delivery.problem().replace('_', '-') + ".mend");
  }

  static String pretty(String json) {
    try {
      return Json.MAPPER
          .writerWithDefaultPrettyPrinter()
          .writeValueAsString(Json.MAPPER.readTree(json));
    } catch (IOException e) {
      return json;
    }
  }
}
