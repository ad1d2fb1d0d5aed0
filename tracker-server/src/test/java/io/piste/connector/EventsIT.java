package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.eventlog.EventLogSettings;
import io.piste.limit.LimitSettings;
import io.piste.protocol.Event;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.Setups;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shop's server hands in: one result for each event, the same gate as for pages. */
final class EventsIT {
  private static final long SENT = 1_772_442_020_000L;

  private static final Map<String, String> KEYS = new HashMap<>();

  private static TestTracker tracker;
  private static TestTracker.Visitor ada;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    ada = tracker.visitor("visits", "carts");
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void each_event_has_its_result_in_order_and_one_bad_event_costs_no_other() throws IOException {
    int before = tracker.stored();
    ObjectNode broken = example("order");
    ((ObjectNode) broken.at("/order/lines/1")).put("price", "8");
    ObjectNode elsewhere = example("page").put("u", "https://evil.example/");

    RawHttp.Answer answer =
        send(
            batch(
                example("cart"),
                broken,
                elsewhere,
                Json.MAPPER.getNodeFactory().numberNode(7),
                example("order")));

    assertEquals(200, answer.status(), answer.body());
    List<JsonNode> results = results(answer);
    assertEquals(
        "{\"id\":\"" + id("cart") + "\",\"status\":\"stored\"}", results.get(0).toString());
    assertDropped(results.get(1), id("order"), "bad_event", "e[1].order.lines[1].price: expected");
    assertDropped(results.get(2), id("page"), "bad_event", "event " + id("page") + ", u: expected");
    assertDropped(results.get(3), null, "bad_event", "e[3]: expected an object");
    assertEquals("stored", results.get(4).get("status").textValue());
    assertEquals(before + 2, tracker.stored());
  }

  @Test
  void a_visitor_is_named_by_cookie_or_token_for_all_or_for_one() throws IOException {
    TestTracker.Visitor bob = tracker.visitor("visits");
    String token =
        tracker.tokens.issue(
            tracker.site().publicId(), bob.id(), tracker.clock.instant().plus(Duration.ofHours(1)));

    RawHttp.Answer answer =
        send(
            batch(
                example("page").put("v", token), example("cart"), example("cart").put("v", token)));

    List<JsonNode> results = results(answer);
    assertEquals("stored", results.get(0).get("status").textValue());
    assertEquals("stored", results.get(1).get("status").textValue());
    assertDropped(results.get(2), id("cart"), "no_consent", "The visitor did not allow");
    assertEquals(1, storedOf(bob));
  }

  @Test
  void without_a_consent_that_holds_nothing_is_stored() throws IOException {
    TestTracker.Visitor gone = tracker.visitor("visits");
    tracker.withdraw(gone);
    Site other =
        tracker.addSite("Cakes", "https://t.cake.example", null, "https://www.cake.example");
    int before = tracker.stored();
    double refused = tracker.refused("no_consent");

    ObjectNode batch =
        batch(
            example("page").put("v", gone.id().toString()),
            example("page").put("v", "made up"),
            example("page")
                .put(
                    "v",
                    tracker.tokens.issue(
                        other.publicId(), ada.id(), tracker.clock.instant().plusSeconds(9))));
    batch.remove("v");
    batch.withArray("e").add(example("page"));

    for (JsonNode result : results(send(batch))) {
      assertEquals("dropped", result.get("status").textValue());
      assertEquals("no_consent", result.get("code").textValue());
    }
    assertEquals(before, tracker.stored());
    assertEquals(refused + 4, tracker.refused("no_consent"));
  }

  @Test
  void c17_of_a_site_for_minors_a_server_s_events_are_not_taken_either() throws IOException {
    Site school = tracker.addSite("School", "https://t.school.example", null, "https://school.io");
    Setups.publish(tracker, school, setup -> setup.put("minors", true), false);
    int before = tracker.stored();

    List<JsonNode> results = results(send(batch(example("page")).toString(), tracker, school));

    assertDropped(results.getFirst(), id("page"), "site_for_minors", "The site is for minors");
    assertEquals(before, tracker.stored());
  }

  @Test
  void an_event_that_was_held_back_for_too_long_is_kept_apart() throws IOException {
    long old = SENT - Duration.ofDays(7).toMillis() - 1;
    int before = tracker.stored();

    List<JsonNode> results =
        results(
            send(batch(example("page").put("at", old), example("page").put("at", SENT + 61_000))));

    assertEquals("apart", results.get(0).get("status").textValue());
    assertEquals("too_old", results.get(0).get("code").textValue());
    assertEquals("in_future", results.get(1).get("code").textValue());
    assertEquals(before + 2, tracker.stored());
  }

  @Test
  void a_checkout_of_ga4_has_one_result_and_two_events() throws IOException {
    int before = tracker.stored();
    List<JsonNode> results = results(send(batch(example("ga4-begin-checkout"))));
    assertEquals(1, results.size());
    assertEquals("stored", results.getFirst().get("status").textValue());
    assertEquals(before + 2, tracker.stored());
  }

  @Test
  void a_thousand_events_are_taken_and_no_more() throws IOException {
    int before = tracker.stored();
    ArrayNode many = Json.MAPPER.createArrayNode();
    for (int i = 0; i < 1_000; i++) {
      many.add(example("logout"));
    }
    ObjectNode batch = batch();
    batch.set("e", many);
    assertEquals(1_000, results(send(batch)).size());
    assertEquals(before + 1_000, tracker.stored());

    many.add(example("logout"));
    assertRefused(400, "bad_event", "e: expected at most 1000 objects, it has 1001", send(batch));
    assertEquals(before + 1_000, tracker.stored());
  }

  @Test
  void what_is_wrong_with_the_whole_is_said_once() throws IOException {
    assertRefused(400, "bad_json", "The body", send("{"));
    assertRefused(400, "bad_json", "The body", send("{\"sent\":1,\"e\":[{\"t\":"));
    assertRefused(400, "bad_event", "e: expected a list", send("{\"sent\":1}"));
    assertRefused(400, "bad_event", "e: expected at least one", send("{\"sent\":1,\"e\":[]}"));
    assertRefused(400, "bad_event", "sent: expected a whole", send("{\"e\":[{}]}"));
    assertRefused(
        413, "body_too_large", "At most 1048576", send("{\"x\":\"" + "y".repeat(1 << 20) + "\"}"));
    RawHttp.Answer get = RawHttp.get(tracker.port(), "/api/v1/events").send();
    assertEquals(405, get.status());
  }

  @Test
  void only_the_sites_own_key_opens() throws IOException {
    for (String key : List.of("Bearer made.up", "Basic x", "")) {
      RawHttp.Answer answer =
          RawHttp.post(tracker.port(), "/api/v1/events", batch(example("page")).toString())
              .header("Authorization", key)
              .send();
      assertRefused(401, "bad_key", "The key is missing", answer);
    }
    Site other = tracker.addSite("Tarts", "https://t.tart.example", null, TestTracker.ORIGIN);
    RawHttp.Answer answer = send(batch(example("page")).toString(), tracker, other);
    assertDropped(results(answer).getFirst(), id("page"), "no_consent", "This visitor allows");
  }

  @Test
  void when_nothing_can_be_stored_the_whole_is_to_be_sent_again() throws IOException {
    try (TestTracker full =
        TestTracker.withoutLog(new EventLogSettings(1, 1, Duration.ofSeconds(1)))) {
      String v = full.visitor("visits").id().toString();
      ObjectNode two = batch(example("page"), example("logout")).put("v", v);
      RawHttp.Answer answer = send(two.toString(), full, full.site());
      assertRefused(503, "busy", "Too much at once", answer);
      assertTrue(answer.header("Retry-After").isPresent());
      assertEquals(2, full.refused("busy"));
    }
  }

  @Test
  void what_was_received_was_accepted_or_refused() throws IOException {
    try (TestTracker fresh = TestTracker.limited(LimitSettings.defaults())) {
      String v = fresh.visitor("visits").id().toString();
      ObjectNode batch =
          batch(
              example("page"),
              example("cart"),
              example("logout").put("at", 1),
              Json.MAPPER.createObjectNode());
      send(batch.put("v", v).toString(), fresh, fresh.site());
      send("{", fresh, fresh.site());
      double received =
          fresh.meters.find("piste.events.received").counters().stream()
              .mapToDouble(c -> c.count())
              .sum();
      double accepted =
          fresh.meters.find("piste.events.accepted").counters().stream()
              .mapToDouble(c -> c.count())
              .sum();
      double refused =
          fresh.meters.find("piste.events.refused").counters().stream()
              .mapToDouble(c -> c.count())
              .sum();
      assertEquals(List.of(5.0, 1.0, 4.0), List.of(received, accepted, refused));
    }
  }

  @Test
  void the_schemas_are_served_to_anybody() throws IOException {
    RawHttp.Answer schema = RawHttp.get(tracker.port(), "/api/v1/schemas/batch.json").send();
    assertEquals(200, schema.status());
    assertEquals(Optional.of("application/schema+json"), schema.header("Content-Type"));
    assertEquals(
        "https://json-schema.org/draft/2020-12/schema",
        Json.MAPPER.readTree(schema.body()).get("$schema").textValue());
    for (String name : List.of("none.json", "batch", "", "..%2fbatch.json", "Event.class")) {
      int status = RawHttp.get(tracker.port(), "/api/v1/schemas/" + name).send().status();
      assertTrue(status == 404 || status == 400, name + ": " + status);
    }
  }

  private static void assertDropped(
      JsonNode result, @Nullable String id, String code, String detail) {
    assertEquals(id, result.has("id") ? result.get("id").textValue() : null);
    assertEquals("dropped", result.get("status").textValue());
    assertEquals(code, result.get("code").textValue());
    assertTrue(result.get("detail").textValue().startsWith(detail), result.toString());
  }

  private static void assertRefused(int status, String code, String detail, RawHttp.Answer answer)
      throws IOException {
    assertEquals(status, answer.status(), answer.body());
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertEquals(code, problem.get("code").textValue());
    assertTrue(problem.get("detail").textValue().startsWith(detail), answer.body());
  }

  private static RawHttp.Answer send(ObjectNode batch) throws IOException {
    return send(batch.toString());
  }

  private static RawHttp.Answer send(String body) throws IOException {
    return send(body, tracker, tracker.site());
  }

  private static RawHttp.Answer send(String body, TestTracker to, Site as) throws IOException {
    return RawHttp.post(to.port(), "/api/v1/events", body)
        .header("Authorization", "Bearer " + keyOf(to, as))
        .send();
  }

  /** One for each site: a site has room for a hundred. */
  private static String keyOf(TestTracker to, Site site) {
    return KEYS.computeIfAbsent(site.publicId(), id -> to.key(site));
  }

  private static ObjectNode batch(JsonNode... events) {
    ObjectNode batch = Json.MAPPER.createObjectNode().put("v", ada.id().toString());
    batch.put("sent", SENT).putArray("e").addAll(List.of(events));
    return batch;
  }

  private static List<JsonNode> results(RawHttp.Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.body());
    List<JsonNode> results = new ArrayList<>();
    Json.MAPPER.readTree(answer.body()).get("results").forEach(results::add);
    return results;
  }

  private static String id(String name) throws IOException {
    return example(name).get("id").textValue();
  }

  private static ObjectNode example(String name) throws IOException {
    try (var in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    }
  }

  private static int storedOf(TestTracker.Visitor visitor) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM event_log WHERE visitor_id = :visitor")
                    .bind("visitor", visitor.id())
                    .mapTo(int.class)
                    .one());
  }
}
