package io.piste.webhook;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.contact.Contacts;
import io.piste.fetch.FetchSettings;
import io.piste.fetch.GuardedFetch;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.token.KeyedHash;
import io.piste.token.Secrets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** A site whose webhook leads to a receiver on this machine; the test turns the crank. */
final class HookWorld implements AutoCloseable {
  final InstantSource clock;
  final Jdbi jdbi;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Sites sites;
  final Webhooks webhooks;
  final Deliveries deliveries;
  final WebhookNews news;
  final WebhookWorker worker;
  private final GuardedFetch fetch;

  private HookWorld(Jdbi jdbi, InstantSource clock, FetchSettings settings) {
    this.clock = clock;
    this.jdbi = jdbi;
    this.sites = new Sites(jdbi, clock);
    this.webhooks = webhooks(jdbi, clock);
    this.deliveries = new Deliveries(jdbi, clock);
    this.news = new WebhookNews(deliveries, sites, new Contacts(jdbi));
    this.fetch = new GuardedFetch(settings, meters);
    this.worker = new WebhookWorker(jdbi, webhooks, sites, fetch, clock, meters);
  }

  /** As the server has them. */
  static Webhooks webhooks(Jdbi jdbi, InstantSource clock) {
    return new Webhooks(jdbi, clock, new KeyedHash(new Secrets(new byte[32]), "webhook")::of);
  }

  /** One that may ask this machine. */
  static HookWorld on(TestDatabase database, TestClock clock) {
    return new HookWorld(database.jdbi(), clock, new FetchSettings(true));
  }

  /** One as the server has it by default. */
  static HookWorld strict(TestDatabase database, TestClock clock) {
    return new HookWorld(database.jdbi(), clock, new FetchSettings(false));
  }

  /** One in another process, by the machine's clock. */
  static HookWorld elsewhere(Jdbi jdbi) {
    return new HookWorld(jdbi, io.piste.base.Clocks.system(), new FetchSettings(true));
  }

  /** A new site whose own origin is this machine on a port. */
  Site site(int port) {
    return sites.add(
        NewSite.named("Tea shop")
            .trackerUrl("https://t.tea.example")
            .origins(List.of("http://127.0.0.1:" + port))
            .build());
  }

  /** A webhook for everything; its secret is told to the receiver. */
  Webhook hook(Site site, Receiver receiver) {
    List<WebhookMistake> mistakes =
        webhooks.put(site, new WantedWebhook("crm", receiver.url(), all()));
    if (!mistakes.isEmpty()) {
      throw new AssertionError(mistakes);
    }
    receiver.trust(webhooks.secret(site.id(), "crm").orElseThrow());
    return webhooks.find(site.id(), "crm").orElseThrow();
  }

  static List<String> all() {
    return WebhookEvent.CHOICES.stream().map(WebhookEvent::word).toList();
  }

  /** What is kept of a webhook's only message. */
  WebhookDelivery only(Webhook hook) {
    List<WebhookDelivery> latest = deliveries.latest(hook, 10);
    if (latest.size() != 1) {
      throw new AssertionError(latest);
    }
    return latest.getFirst();
  }

  /** How a webhook stands now. */
  Webhook now(Webhook hook) {
    return webhooks.find(hook.site(), hook.name()).orElseThrow();
  }

  /** Turns the crank until nothing is due. */
  void turn() {
    while (worker.runOnce()) {}
  }

  /** Lets time pass, then turns the crank. */
  void pass(TestClock moved, Duration time) {
    moved.advance(time);
    turn();
  }

  double counted(String outcome) {
    return meters.counter("piste.webhooks", "outcome", outcome).count();
  }

  @Override
  public void close() {
    worker.close();
    fetch.close();
  }
}
