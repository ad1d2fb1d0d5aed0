package io.piste.webhook;

import io.piste.base.SiteId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told what happens.
 *
 * @param name unique within the site
 * @param oldUntil until when the secret before this one signs too; null when there is none
 * @param failures attempts that failed since the last good one
 * @param failingSince when the first of them ended; null when there is none
 * @param offAt since when nothing is told; null when it is on
 */
public record Webhook(
    long id,
    SiteId site,
    String name,
    URI url,
    List<WebhookEvent> events,
    @Nullable Instant oldUntil,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant offAt,
    @Nullable OffReason offReason,
    Instant createdAt) {
  public Webhook {
    events = List.copyOf(events);
  }

  /** Whether it is told anything. */
  public boolean isOn() {
    return offAt == null;
  }
}
