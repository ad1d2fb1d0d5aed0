package io.piste.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.cart.CartReturns;
import io.piste.contact.MarketingPermissions;
import io.piste.eventlog.Projector;
import io.piste.eventlog.VisitorRebuilds;
import io.piste.site.Site;
import io.piste.support.CartWorld;
import io.piste.support.TestDatabase;
import io.piste.support.TestLog;
import io.piste.support.TestTracker;
import io.piste.support.Track;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What happens becomes a message, once, in the transaction in which it happens. */
final class WebhookNewsIT {
  private static final String URL = "https://crm.example/hook";

  @Test
  void taking_consent_back_tells_what_was_lost_under_which_id() throws Exception {
    try (TestTracker tracker = TestTracker.start()) {
      Webhooks hooks = HookWorld.webhooks(tracker.database.jdbi(), tracker.clock);
      listen(hooks, tracker.site(), "consent.withdrawn");
      TestTracker.Visitor visitor = tracker.visitor("visits", "carts");
      assertEquals(0, messages(tracker.database.jdbi()).size(), "nothing is lost by a first yes");
      tracker.withdraw(visitor);
      JsonNode message = only(tracker.database.jdbi());
      assertEquals("consent.withdrawn", message.get("type").textValue());
      assertEquals(
          Json.MAPPER.readTree(
              "{\"consent\":\"%s\",\"purposes\":[\"visits\",\"carts\"]}"
                  .formatted(visitor.consent())),
          message.get("data"));
    }
  }

  @Test
  void an_unsubscription_by_a_mails_link_is_told_once_and_only_to_who_asked() throws Exception {
    try (TestDatabase database = TestDatabase.fresh()) {
      CartWorld world = CartWorld.on(database.jdbi());
      Webhooks hooks = HookWorld.webhooks(database.jdbi(), world.clock);
      listen(hooks, world.site(), "contact.unsubscribed");
      listen(hooks, world.addSite("Other", "other.example"), "contact.unsubscribed");
      hooks.put(world.site(), new WantedWebhook("carts", URL, List.of("cart.recovered")));
      CartWorld.Shopper ada = world.shopper("ada@mail.example");
      world.unsubscriptions.unsubscribe(world.site().id(), ada.contact());
      world.unsubscriptions.unsubscribe(world.site().id(), ada.contact());
      JsonNode message = only(database.jdbi());
      assertEquals("contact.unsubscribed", message.get("type").textValue());
      assertEquals(
          Json.MAPPER.readTree(
              "{\"email\":\"ada@mail.example\",\"site\":\"%s\"}"
                  .formatted(world.site().publicId())),
          message.get("data"));
      String erase = new MessageData().tables().getFirst().erase().getFirst();
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle
                      .createUpdate(erase)
                      .bind("contact", ada.contact())
                      .bind("site", world.site().id())
                      .execute());
      assertEquals(List.of(), messages(database.jdbi()));
    }
  }

  @Test
  void what_does_not_happen_in_the_end_is_not_told() {
    try (TestDatabase database = TestDatabase.fresh()) {
      CartWorld world = CartWorld.on(database.jdbi());
      listen(
          HookWorld.webhooks(database.jdbi(), world.clock), world.site(), "contact.unsubscribed");
      CartWorld.Shopper ada = world.shopper("ada@mail.example");
      assertThrows(
          IllegalStateException.class,
          () ->
              database
                  .jdbi()
                  .useTransaction(
                      handle -> {
                        listening(world)
                            .withdraw(
                                handle,
                                ada.contact(),
                                world.site().id(),
                                "unsubscribe",
                                world.clock.instant());
                        throw new IllegalStateException("the lights went out");
                      }));
      assertEquals(List.of(), messages(database.jdbi()));
    }
  }

  private static MarketingPermissions listening(CartWorld world) {
    return new MarketingPermissions(
        world.jdbi,
        new WebhookNews(new Deliveries(world.jdbi, world.clock), world.sites, world.contacts));
  }

  @Test
  void a_recovered_order_is_told_once_also_when_its_visitor_is_worked_out_anew() throws Exception {
    try (TestLog log = TestLog.start();
        HookWorld world = HookWorld.on(log.database(), log.clock())) {
      Site shop = world.site(1);
      listen(world.webhooks, shop, "cart.recovered");
      Track ada = Track.on(shop.id().value());
      play(log, world, ada);
      JsonNode message = only(log.jdbi());
      assertEquals(
          Json.MAPPER.readTree(
              "{\"cart\":\"c-1\",\"order\":\"o-1\",\"total\":4.20,\"currency\":\"EUR\"}"),
          message.get("data"));

      rebuild(log, world, ada);
      assertEquals(1, log.count("SELECT COUNT(*) FROM purchase WHERE recovered"));
      only(log.jdbi());
      log.jdbi().useHandle(handle -> handle.execute("DELETE FROM webhook_delivery"));
      log.clock().advance(Duration.ofDays(9));
      rebuild(log, world, ada);
      assertEquals(List.of(), messages(log.jdbi()), "old news");
    }
  }

  private static void play(TestLog log, HookWorld world, Track ada) {
    Projector projector =
        new Projector(
            log.jdbi(),
            TestLog.projections(log.jdbi(), world.news, world.news),
            log.clock(),
            log.meters());
    log.log().append(List.of(ada.claims(0, "ada@mail.example"), ada.cart(1, "c-1", 1, 1)));
    projector.runOnce();
    log.jdbi()
        .useTransaction(
            handle -> {
              long cart = log.count("SELECT id FROM cart");
              new CartReturns().note(handle, cart, List.of(ada.visitor()), Track.minute(2));
            });
    log.log().append(List.of(ada.order(3, "o-1", null)));
    projector.runOnce();
  }

  private static void rebuild(TestLog log, HookWorld world, Track ada) {
    VisitorRebuilds rebuilds =
        new VisitorRebuilds(
            log.jdbi(), TestLog.projections(log.jdbi(), world.news, world.news), log.clock());
    log.jdbi().useHandle(handle -> rebuilds.ask(handle, ada.site(), ada.visitor()));
    while (rebuilds.runOnce()) {}
    assertEquals(0, log.count("SELECT COUNT(*) FROM rebuild_request"));
  }

  private static void listen(Webhooks hooks, Site site, String event) {
    assertEquals(List.of(), hooks.put(site, new WantedWebhook("crm", URL, List.of(event))));
  }

  private static List<String> messages(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle.createQuery("SELECT body FROM webhook_delivery").mapTo(String.class).list());
  }

  private static JsonNode only(Jdbi jdbi) throws Exception {
    List<String> messages = messages(jdbi);
    assertEquals(1, messages.size(), messages.toString());
    return Json.MAPPER.readTree(messages.getFirst());
  }
}
