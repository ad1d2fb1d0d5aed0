package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.WebhooksView;
import io.piste.console.view.WebhooksView.Form;
import io.piste.console.view.WebhooksView.One;
import io.piste.console.view.WebhooksView.Row;
import io.piste.site.Site;
import io.piste.webhook.Deliveries;
import io.piste.webhook.WantedWebhook;
import io.piste.webhook.Webhook;
import io.piste.webhook.WebhookEvent;
import io.piste.webhook.WebhookMistake;
import io.piste.webhook.Webhooks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Webhooks of a site: which there are, and what became of what they were told. */
final class WebhookPages {
  private static final String TITLE = "webhooks.title";
  private static final int DELIVERIES = 50;
  private static final Set<String> RESULTS = Set.of("saved", "sent", "tested", "renewed", "turned");

  private static final List<String> ALL =
      WebhookEvent.CHOICES.stream().map(WebhookEvent::word).toList();

  private final Webhooks webhooks;
  private final Deliveries deliveries;

  WebhookPages(Connecting connecting) {
    this.webhooks = connecting.webhooks();
    this.deliveries = connecting.deliveries();
  }

  Answer list(PageRequest asked) {
    Form blank = new Form("", "", Set.copyOf(ALL), ALL);
    return Answer.page("webhooks", TITLE, listing(asked, blank, Map.of()));
  }

  Answer add(PageRequest asked) {
    Form typed = typed(asked, asked.field("name"));
    Site site = SitesPages.named(asked);
    Map<String, String> mistakes = new LinkedHashMap<>();
    if (webhooks.find(site.id(), typed.name()).isPresent()) {
      mistakes.put("name", asked.texts().of("webhooks.mistake.taken"));
    } else {
      mistakes.putAll(put(asked, typed));
    }
    return mistakes.isEmpty()
        ? to(asked, typed.name(), "saved")
        : Answer.mistaken("webhooks", TITLE, listing(asked, typed, mistakes));
  }

  Answer show(PageRequest asked) {
    Webhook hook = named(asked);
    return Answer.page("webhook", TITLE, view(asked, hook, form(hook), null, Map.of()));
  }

  Answer save(PageRequest asked) {
    Webhook hook = named(asked);
    Form typed = typed(asked, hook.name());
    Map<String, String> mistakes = put(asked, typed);
    return mistakes.isEmpty()
        ? to(asked, hook.name(), "saved")
        : Answer.mistaken("webhook", TITLE, view(asked, hook, typed, null, mistakes));
  }

  /** Shows the secret, on demand. */
  Answer secret(PageRequest asked) {
    Webhook hook = named(asked);
    String secret = webhooks.secret(hook.site(), hook.name()).orElse(null);
    return Answer.page("webhook", TITLE, view(asked, hook, form(hook), secret, Map.of()));
  }

  /** Everything that one press of a button does. */
  Answer act(PageRequest asked) {
    Webhook hook = named(asked);
    return switch (asked.field("do")) {
      case "renew" -> done(asked, webhooks.renewSecret(hook.site(), hook.name()), "renewed");
      case "on" -> done(asked, webhooks.turn(hook.site(), hook.name(), true), "turned");
      case "off" -> done(asked, webhooks.turn(hook.site(), hook.name(), false), "turned");
      case "test" -> {
        deliveries.test(hook, SitesPages.named(asked).publicId());
        yield to(asked, hook.name(), "tested");
      }
      case "remove" -> {
        webhooks.remove(hook.site(), hook.name());
        yield Answer.to(path(asked));
      }
      default -> to(asked, hook.name(), "");
    };
  }

  Answer sendAgain(PageRequest asked) {
    return done(asked, deliveries.sendAgain(named(asked), asked.numberInPath("id")), "sent");
  }

  private static Answer done(PageRequest asked, boolean done, String result) {
    return to(asked, asked.variable("name"), done ? result : "");
  }

  private static Answer to(PageRequest asked, String name, String result) {
    return Answer.to(path(asked) + "/" + name + (result.isEmpty() ? "" : "?done=" + result));
  }

  private static String path(PageRequest asked) {
    return "/console/sites/" + SitesPages.named(asked).publicId() + "/connectors/webhooks";
  }

  private Webhook named(PageRequest asked) {
    return webhooks
        .find(SitesPages.named(asked).id(), asked.variable("name"))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such webhook."));
  }

  /** Nothing when it is kept. */
  private Map<String, String> put(PageRequest asked, Form typed) {
    WantedWebhook wanted =
        new WantedWebhook(typed.name(), typed.url(), List.copyOf(typed.events()));
    Map<String, String> mistakes = new LinkedHashMap<>();
    for (WebhookMistake mistake : webhooks.put(SitesPages.named(asked), wanted)) {
      String field =
          switch (mistake) {
            case NAME, TOO_MANY -> "name";
            case URL, INSECURE -> "url";
            case EVENTS -> "events";
          };
      mistakes.put(field, asked.texts().of("webhooks.mistake." + mistake.word().replace('_', '-')));
    }
    return mistakes;
  }

  private static Form form(Webhook hook) {
    return new Form(
        hook.name(),
        hook.url().toString(),
        hook.events().stream().map(WebhookEvent::word).collect(Collectors.toSet()),
        ALL);
  }

  private static Form typed(PageRequest asked, String name) {
    Set<String> events =
        ALL.stream()
            .filter(word -> !asked.field("event-" + word).isEmpty())
            .collect(Collectors.toSet());
    return new Form(name, asked.field("url"), events, ALL);
  }

  private WebhooksView listing(PageRequest asked, Form form, Map<String, String> mistakes) {
    Site site = SitesPages.named(asked);
    List<Row> rows =
        webhooks.of(site.id()).stream()
            .map(
                hook ->
                    new Row(
                        hook.name(),
                        hook.url().toString(),
                        hook.events().stream().map(WebhookEvent::word).toList(),
                        DeliveryWords.state(hook)))
            .toList();
    return new WebhooksView(site, rows, form, null, mistakes);
  }

  private WebhooksView view(
      PageRequest asked,
      Webhook hook,
      Form form,
      @Nullable String secret,
      Map<String, String> mistakes) {
    DeliveryWords words = new DeliveryWords(asked);
    Instant since = hook.offAt() != null ? hook.offAt() : hook.failingSince();
    Instant overlap = hook.oldUntil();
    String done = asked.field("done");
    One one =
        new One(
            hook.name(),
            DeliveryWords.state(hook),
            since == null ? null : asked.formats().dateTime(since),
            secret,
            overlap == null || !overlap.isAfter(asked.now())
                ? null
                : asked.formats().dateTime(overlap),
            RESULTS.contains(done) ? asked.texts().of("webhooks.done." + done) : null,
            deliveries.latest(hook, DELIVERIES).stream().map(words::row).toList());
    return new WebhooksView(SitesPages.named(asked), List.of(), form, one, mistakes);
  }
}
