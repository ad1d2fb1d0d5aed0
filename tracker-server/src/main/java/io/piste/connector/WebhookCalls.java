package io.piste.connector;

import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.webhook.WantedWebhook;
import io.piste.webhook.Webhook;
import io.piste.webhook.WebhookEvent;
import io.piste.webhook.WebhookMistake;
import io.piste.webhook.Webhooks;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses that a site wants to be told at. Thread-safe. */
public final class WebhookCalls {
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_URL = 500;
  private static final int MOST_EVENTS = 20;

  private final Webhooks webhooks;

  /** Asks nothing yet. */
  public WebhookCalls(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** The calls. */
  public List<Call> calls() {
    return List.of(
        Call.get("/webhooks", Scope.WEBHOOKS, this::list),
        Call.of("PUT", "/webhooks/{name}", Scope.WEBHOOKS, this::put).answeredAnew(),
        Call.delete("/webhooks/{name}", Scope.WEBHOOKS, this::remove));
  }

  private ApiAnswer list(ApiRequest request) {
    request.parameters();
    return ApiAnswer.ok(
        new Listing(webhooks.of(request.site().id()).stream().map(WebhookCalls::item).toList()));
  }

  /** Answers the secret each time: a receiver that forgot it says the same again. */
  private ApiAnswer put(ApiRequest request) {
    JsonFields body = request.json();
    body.only("url", "events");
    String name = request.variable("name", LONGEST_NAME);
    WantedWebhook wanted =
        new WantedWebhook(name, body.text("url", LONGEST_URL), body.words("events", MOST_EVENTS));
    Site site = request.site();
    List<WebhookMistake> mistakes = webhooks.put(site, wanted);
    if (!mistakes.isEmpty()) {
      throw new Problem(ProblemCode.BAD_REQUEST, mistakes.getFirst().message());
    }
    return webhooks
        .secret(site.id(), name)
        .map(secret -> ApiAnswer.ok(new Secret(secret)))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "It was removed at the same time."));
  }

  private ApiAnswer remove(ApiRequest request) {
    request.parameters();
    webhooks.remove(request.site().id(), request.variable("name", LONGEST_NAME));
    return ApiAnswer.none();
  }

  private static Item item(Webhook hook) {
    Instant since = hook.failingSince();
    return new Item(
        hook.name(),
        hook.url().toString(),
        hook.events().stream().map(WebhookEvent::word).toList(),
        hook.isOn(),
        hook.offReason() == null ? null : hook.offReason().word(),
        hook.failures(),
        since == null ? null : since.toEpochMilli(),
        hook.createdAt().toEpochMilli());
  }

  private record Listing(List<Item> items) {}

  private record Item(
      String name,
      String url,
      List<String> events,
      boolean active,
      @Nullable String offReason,
      int failures,
      @Nullable Long failingSince,
      long createdAt) {}

  private record Secret(String secret) {}
}
