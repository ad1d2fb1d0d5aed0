package io.piste.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.site.Site;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages to a real receiver, which checks them as the documentation asks. */
@Timeout(60)
final class WebhookWorkerIT {
  private static TestDatabase database;
  private final TestClock clock = new TestClock();
  private HookWorld world;
  private Receiver receiver;
  private Site site;
  private Webhook hook;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void shut() {
    database.close();
  }

  @BeforeEach
  void start() throws Exception {
    database.jdbi().useHandle(handle -> handle.execute("DELETE FROM webhook"));
    world = HookWorld.on(database, clock);
    receiver = Receiver.on(clock, "whsec_AAAA");
    site = world.site(receiver.port());
    hook = world.hook(site, receiver);
  }

  @AfterEach
  void stop() {
    receiver.close();
    world.close();
  }

  private void say() {
    world.deliveries.test(hook, site.publicId());
  }

  @Test
  void a_message_arrives_signed_and_once() {
    say();
    world.turn();
    world.pass(clock, Duration.ofDays(2));
    Receiver.Told told = receiver.accepted().getFirst();
    assertEquals(List.of(told), receiver.told());
    assertEquals(
        "{\"type\":\"piste.test\",\"timestamp\":\"2026-03-02T09:00:00Z\",\"data\":{\"site\":\"%s\"}}"
            .formatted(site.publicId()),
        told.body());
    assertEquals("Piste-Webhooks/1", told.agent());
    WebhookDelivery kept = world.only(hook);
    assertEquals(kept.messageId(), told.id());
    assertEquals(DeliveryState.DELIVERED, kept.state());
    assertEquals(200, kept.status());
    assertEquals("ok", kept.note());
    assertEquals(1, world.counted("delivered"));
    assertEquals(0, world.meters.get("piste.webhooks.waiting").gauge().value());
  }

  @Test
  void a_receiver_that_is_down_gets_it_when_it_is_up_again() throws Exception {
    int port = receiver.port();
    String secret = world.webhooks.secret(site.id(), "crm").orElseThrow();
    receiver.close();
    say();
    world.turn();
    assertEquals("unreachable", world.only(hook).problem());
    assertEquals(1, world.meters.get("piste.webhooks.waiting").gauge().value());
    world.pass(clock, Duration.ofSeconds(4));
    assertEquals(1, world.only(hook).attempts(), "not before its time");
    world.pass(clock, Duration.ofSeconds(1));
    assertEquals(2, world.only(hook).attempts());
    assertEquals(5, world.meters.get("piste.webhooks.oldest.seconds").gauge().value());
    receiver = Receiver.at(clock, secret, port);
    world.pass(clock, Duration.ofMinutes(1));
    assertEquals(DeliveryState.DELIVERED, world.only(hook).state());
    assertEquals(1, receiver.accepted().size());
    assertEquals(0, world.now(hook).failures());
    assertNull(world.now(hook).failingSince());
  }

  @Test
  void it_is_given_up_after_eight_attempts_and_can_be_sent_again_under_its_id() {
    receiver.answers(500, "Oops\n\u0007<b>down</b>");
    say();
    world.turn();
    for (Duration wait : WebhookWorker.RETRIES) {
      assertEquals(DeliveryState.WAITING, world.only(hook).state());
      world.pass(clock, wait);
    }
    WebhookDelivery kept = world.only(hook);
    assertEquals(DeliveryState.GIVEN_UP, kept.state());
    assertEquals(8, kept.attempts());
    assertEquals(500, kept.status());
    assertEquals("Oops <b>down</b>", kept.note());
    assertEquals(7, world.counted("failed"));
    assertEquals(1, world.counted("given_up"));
    world.pass(clock, Duration.ofDays(2));
    assertEquals(8, receiver.told().size());

    receiver.answers(204, "");
    assertTrue(world.deliveries.sendAgain(hook, kept.id()));
    world.turn();
    assertEquals(DeliveryState.DELIVERED, world.only(hook).state());
    assertEquals(kept.messageId(), receiver.accepted().getFirst().id());
  }

  @Test
  void a_receiver_that_knows_the_id_of_a_repeated_message_has_it() {
    receiver.answers(409, "seen before");
    say();
    world.turn();
    assertEquals(DeliveryState.WAITING, world.only(hook).state(), "it cannot know a new one");
    world.pass(clock, Duration.ofSeconds(5));
    assertEquals(DeliveryState.DELIVERED, world.only(hook).state());
    assertEquals(409, world.only(hook).status());
    assertEquals(0, world.now(hook).failures());
  }

  @Test
  void a_private_address_is_refused_where_that_is_not_allowed() {
    try (HookWorld strict = HookWorld.strict(database, clock)) {
      say();
      strict.turn();
      assertEquals("private", strict.only(hook).problem());
      assertEquals(List.of(), receiver.told());
    }
  }

  @Test
  void a_redirect_is_a_failure_and_not_followed() {
    receiver.answers(307, "");
    receiver.says("Location: /elsewhere");
    say();
    world.turn();
    assertEquals(1, receiver.told().size());
    assertEquals(307, world.only(hook).status());
    assertEquals(DeliveryState.WAITING, world.only(hook).state());
  }

  @Test
  void of_a_long_answer_a_line_is_kept() {
    receiver.answers(500, "<p>\n" + "é😀".repeat(5000));
    say();
    world.turn();
    String note = String.valueOf(world.only(hook).note());
    assertTrue(note.length() <= 200 && note.startsWith("<p> é😀é"), note);
  }

  @Test
  void a_receiver_may_ask_for_more_time_but_not_for_more_than_an_hour() {
    receiver.answers(429, "");
    receiver.says("Retry-After: 600");
    say();
    world.turn();
    assertEquals(clock.instant().plusSeconds(600), world.only(hook).dueAt());
    receiver.says("Retry-After: 999999");
    world.pass(clock, Duration.ofMinutes(10));
    assertEquals(clock.instant().plusSeconds(3600), world.only(hook).dueAt());
  }

  @Test
  void while_secrets_change_both_sign_and_a_day_later_the_new_one_alone() {
    String old = world.webhooks.secret(site.id(), "crm").orElseThrow();
    assertTrue(world.webhooks.renewSecret(site.id(), "crm"));
    String fresh = world.webhooks.secret(site.id(), "crm").orElseThrow();
    assertNotEquals(old, fresh);
    say();
    world.turn();
    assertEquals(1, receiver.accepted().size(), "by the old one");
    receiver.trust(fresh);
    say();
    world.turn();
    assertEquals(2, receiver.accepted().size(), "by the new one");
    world.pass(clock, Webhooks.OVERLAP);
    say();
    world.turn();
    assertEquals(3, receiver.accepted().size());
    receiver.trust(old);
    say();
    world.turn();
    assertEquals(3, receiver.accepted().size(), "the old one signs no more");
  }

  @Test
  void a_receiver_that_is_gone_is_switched_off_and_so_is_one_that_is_dead_for_days() {
    receiver.answers(410, "");
    say();
    world.turn();
    assertEquals(OffReason.GONE, world.now(hook).offReason());
    assertEquals(DeliveryState.GIVEN_UP, world.only(hook).state());

    hook = world.hook(site, receiver);
    assertTrue(world.now(hook).isOn(), "who names it again wants it again");
    receiver.answers(500, "");
    say();
    world.turn();
    for (int hour = 0; hour < 24 * 6 && world.now(hook).isOn(); hour++) {
      say();
      world.pass(clock, Duration.ofHours(1));
    }
    assertEquals(OffReason.FAILING, world.now(hook).offReason());
    Set<DeliveryState> states = new HashSet<>();
    world.deliveries.latest(hook, 1000).forEach(each -> states.add(each.state()));
    assertEquals(Set.of(DeliveryState.GIVEN_UP), states);
    assertEquals(1, world.meters.get("piste.webhooks.off").gauge().value());
  }

  @Test
  void a_dead_receiver_is_asked_by_one_message_and_delays_nobody_elses() throws Exception {
    try (Receiver other = Receiver.on(clock, "whsec_AAAA")) {
      Site theirs = world.site(other.port());
      Webhook alive = world.hook(theirs, other);
      receiver.answers(500, "");
      say();
      world.turn();
      for (int i = 0; i < 20; i++) {
        say();
        world.deliveries.test(alive, theirs.publicId());
      }
      receiver.told().clear();
      database.jdbi().useHandle(h -> h.execute("UPDATE webhook SET rest_until = 0"));
      world.turn();
      assertEquals(20, other.accepted().size());
      assertEquals(1, receiver.told().size());
      receiver.answers(200, "");
      world.pass(clock, Duration.ofMinutes(5));
      assertEquals(21, receiver.accepted().size(), "all of them, once it is up");
    }
  }

  @Test
  void one_that_is_switched_off_keeps_what_waits_until_it_is_on() {
    say();
    assertTrue(world.webhooks.turn(site.id(), "crm", false));
    assertFalse(world.webhooks.turn(site.id(), "crm", false), "it is off");
    world.turn();
    assertEquals(List.of(), receiver.told());
    assertTrue(world.webhooks.turn(site.id(), "crm", true));
    world.turn();
    assertEquals(1, receiver.accepted().size());
  }

  @Test
  void old_messages_are_forgotten() {
    say();
    world.turn();
    clock.advance(Deliveries.KEPT.minusSeconds(1));
    assertFalse(world.deliveries.forgetOld());
    world.only(hook);
    clock.advance(Duration.ofSeconds(2));
    world.deliveries.forgetOld();
    assertEquals(List.of(), world.deliveries.latest(hook, 10));
  }

  @Test
  void a_site_has_so_many_webhooks_and_no_more() {
    for (int i = 1; i < Webhooks.MOST; i++) {
      assertEquals(List.of(), put("hook-" + i));
    }
    assertEquals(List.of(WebhookMistake.TOO_MANY), put("one-more"));
    assertEquals(List.of(), put("crm"), "one that is there may change");
    assertTrue(world.webhooks.remove(site.id(), "hook-1"));
    assertFalse(world.webhooks.remove(site.id(), "hook-1"));
    assertEquals(List.of(), put("one-more"));
  }

  private List<WebhookMistake> put(String name) {
    return world.webhooks.put(
        site, new WantedWebhook(name, "https://crm.example/", List.of("cart.recovered")));
  }
}
