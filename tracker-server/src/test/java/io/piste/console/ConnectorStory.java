package io.piste.console;

import io.piste.base.Json;
import io.piste.content.Content;
import io.piste.content.Library;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.webhook.WantedWebhook;
import io.piste.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** A shop whose WordPress is well and whose Drupal is not, with keys and a webhook. */
public final class ConnectorStory {
  private ConnectorStory() {}

  /** Fills the tables. */
  public static void fill(TestConsole console, Site shop) {
    Instant now = console.clock().instant();
    console.keys().make(shop, "WordPress de la boutique", Scope.connector());
    long old = console.keys().make(shop, "Ancien serveur", Scope.connector()).key().number();
    console.keys().rotate(shop, old);
    long gone =
        console
            .keys()
            .make(shop, "Essai de Camille", EnumSet.of(Scope.CONTACTS_READ))
            .key()
            .number();
    console.keys().revoke(shop.id(), gone);
    seen(
        console, shop, new Told("wordpress", "wp=7.1.1; wc=10.9.1; php=8.2.29", now, List.of(), 0));
    seen(
        console,
        shop,
        new Told(
            "drupal",
            "drupal=10.4; commerce=3.0; php=8.2.29",
            now.minus(Duration.ofHours(5)),
            List.of(
                error("bad_key", "401", now.minus(Duration.ofHours(6)), 12),
                error("no_answer", "2 s", now.minus(Duration.ofHours(9)), 1),
                error("cosmic_rays", "bit 7", now.minus(Duration.ofDays(2)), 3)),
            14));
    hook(console, shop);
  }

  /** So many articles. */
  public static void contents(TestConsole console, Site shop, int many) {
    Library library = new Library(console.database().jdbi(), console.clock());
    for (int i = 1; i <= many; i++) {
      library.store(
          shop.id(),
          "connector",
          new Content(
              "post-" + i,
              i % 3 == 0 ? "product" : "post",
              "https://www.maison-du-the.example/carnet/" + i,
              "Article " + i,
              null,
              null,
              "fr",
              List.of(),
              List.of(),
              null,
              null,
              null,
              console.clock().instant().minus(Duration.ofDays(i)),
              console.clock().instant()));
    }
  }

  private static Map<String, Object> error(String code, String detail, Instant at, int count) {
    return Map.of("code", code, "detail", detail, "at", at.toEpochMilli(), "count", count);
  }

  /** A plug-in's last words. */
  private record Told(
      String name, String platform, Instant at, List<Map<String, Object>> errors, int queue) {}

  private static void seen(TestConsole console, Site shop, Told told) {
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO connector_seen VALUES (:site, :name, '1.0.0', :platform, :at,"
                            + " :at, :queue, :oldest, :errors)")
                    .bind("site", shop.id())
                    .bind("name", told.name())
                    .bind("platform", told.platform())
                    .bind("at", told.at())
                    .bind("queue", told.queue())
                    .bindByType(
                        "oldest",
                        told.queue() == 0 ? null : told.at().minus(Duration.ofHours(4)),
                        Instant.class)
                    .bind("errors", Json.write(told.errors()))
                    .execute());
  }

  /** One message that arrived, one that waits, one that was given up. */
  private static void hook(TestConsole console, Site shop) {
    console
        .webhooks()
        .put(
            shop,
            new WantedWebhook(
                "crm",
                "https://crm.maison-du-the.example/hooks/piste",
                List.of("contact.unsubscribed", "cart.recovered")));
    Webhook hook = console.webhooks().find(shop.id(), "crm").orElseThrow();
    for (int i = 0; i < 4; i++) {
      console.deliveries().test(hook, shop.publicId());
    }
    change(
        console,
        "event = 'contact.unsubscribed', state = 'delivered', status = 200, took = 87, note = 'ok',"
            + " attempts = 1",
        0);
    change(
        console,
        "event = 'cart.recovered', state = 'waiting', status = 503, took = 1210,"
            + " note = 'Service Unavailable: maintenance', attempts = 2, due_at = due_at + 300000",
        1);
    change(console, "state = 'given_up', problem = 'private', took = 3, attempts = 8", 2);
  }

  private static void change(TestConsole console, String what, int number) {
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "UPDATE webhook_delivery d JOIN (SELECT id FROM webhook_delivery ORDER BY id"
                        + " LIMIT 1 OFFSET "
                        + number
                        + ") one ON one.id = d.id SET "
                        + what
                        + (what.contains("tried_at") ? "" : ", tried_at = created_at")));
  }
}
