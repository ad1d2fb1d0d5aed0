package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.protocol.Event;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is stored, and how; what is not is in {@link RefusalIT}. */
final class CollectServletIT {
  private static TestTracker tracker;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void an_event_of_a_visitor_with_consent_is_committed_when_it_is_answered() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "carts");
    int before = tracker.stored();

    RawHttp.Answer answer = send(visitor, Sample.batch(visitor, Sample.page("1")));

    assertEquals(204, answer.status(), answer.body());
    assertEquals(before + 1, tracker.stored());
    assertEquals(Optional.of(TestTracker.ORIGIN), answer.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("true"), answer.header("Access-Control-Allow-Credentials"));
    assertEquals(List.of("Origin"), answer.all("Vary"));
    assertTrue(answer.all("Set-Cookie").isEmpty());
    Logged logged = last();
    assertEquals("page", logged.type());
    assertEquals(5, logged.purposes());
  }

  @Test
  void every_type_is_stored_under_its_purpose() throws IOException {
    List<String> ofVisits =
        List.of("page", "product", "engage", "click", "form", "search", "notfound", "custom");
    List<String> ofCarts = List.of("cart", "checkout", "order");
    List<String> ofAny = List.of("identify-typed", "logout");

    assertEquals(joined(ofVisits, ofAny), storedOf(tracker.visitor("visits")));
    assertEquals(joined(ofCarts, ofAny), storedOf(tracker.visitor("carts")));
    assertEquals(joined(ofAny), storedOf(tracker.visitor("profile")));
    assertEquals(
        joined(ofVisits, ofCarts, ofAny), storedOf(tracker.visitor("visits", "profile", "carts")));
  }

  @SafeVarargs
  private static Set<String> joined(List<String>... examples) {
    Set<String> types = new TreeSet<>();
    for (List<String> list : examples) {
      list.forEach(example -> types.add(example.replace("identify-typed", "identify")));
    }
    return types;
  }

  /** The types of those examples that are in the log when all were sent at once. */
  private static Set<String> storedOf(TestTracker.Visitor visitor) throws IOException {
    ObjectNode[] all =
        Stream.of(
                "page product engage click form search notfound custom cart checkout order"
                    .concat(" identify-typed logout")
                    .split(" ", -1))
            .map(CollectServletIT::example)
            .toArray(ObjectNode[]::new);
    String batch = Sample.batch(visitor, all).replace("\"sent\":1000", "\"sent\":1772442020000");
    RawHttp.Answer answer = send(visitor, batch);
    assertEquals(204, answer.status(), answer.body());
    List<String> stored =
        tracker
            .database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT type FROM event_log WHERE visitor_id = :visitor")
                        .bind("visitor", visitor.id())
                        .mapTo(String.class)
                        .list());
    return new TreeSet<>(stored);
  }

  private static ObjectNode example(String name) {
    try (var in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void a_repeat_is_stored_again_for_the_projector_to_recognise() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    int before = tracker.stored();

    send(visitor, Sample.batch(visitor, Sample.page("2")));
    send(visitor, Sample.batch(visitor, Sample.page("2")));

    assertEquals(before + 2, tracker.stored());
  }

  @Test
  void the_browsers_clock_is_corrected() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    long now = tracker.clock.millis();

    send(visitor, Sample.batch(visitor, Sample.page("3").put("at", 990_000), 1_000_000));
    assertEquals(now - 10_000, last().happenedAt());

    send(visitor, Sample.batch(visitor, Sample.page("4").put("at", 1_060_000), 1_000_000));
    assertEquals(now, last().happenedAt());

    send(visitor, Sample.batch(visitor, Sample.page("5").put("at", 1), 604_800_001));
    assertEquals(now - Duration.ofDays(7).toMillis(), last().happenedAt());

    // Not believed, so kept as they were said.
    send(visitor, Sample.batch(visitor, Sample.page("6").put("at", 1), 2_000_000_000));
    assertEquals(now - 1_999_999_999, last().happenedAt());
    send(visitor, Sample.batch(visitor, Sample.page("7").put("at", 1_060_001), 1_000_000));
    assertEquals(now + 60_001, last().happenedAt());
  }

  @Test
  void addresses_lose_what_may_name_a_person_and_foreign_links_go() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "carts");

    send(
        visitor,
        Sample.batch(
            visitor,
            Sample.page("6")
                .put("u", TestTracker.ORIGIN + "/a|b?mail=jo@example.com&utm_id=7#x")
                .put("r", "https://search.example/?q=secret")));
    JsonNode page = Json.MAPPER.readTree(last().body());
    assertEquals(TestTracker.ORIGIN + "/a|b?utm_id=7", page.get("u").textValue());
    assertEquals("https://search.example/", page.get("r").textValue());

    send(visitor, Sample.batch(visitor, Sample.cart("7")));
    JsonNode lines = Json.MAPPER.readTree(last().body()).at("/cart/lines");
    assertEquals(TestTracker.ORIGIN + "/sencha", lines.at("/0/url").textValue());
    assertEquals("https://img.shop.example/s.jpg", lines.at("/0/image").textValue());
    assertFalse(lines.get(1).has("url"));
    assertFalse(lines.get(1).has("image"));
    assertEquals("Free money", lines.at("/1/name").textValue());
  }

  @Test
  void events_whose_purpose_was_refused_are_left_out_and_the_others_stored() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("carts");
    int before = tracker.stored();
    double refused = tracker.refused("purpose_refused");

    RawHttp.Answer answer =
        send(visitor, Sample.batch(visitor, Sample.page("8"), Sample.cart("9")));

    assertEquals(204, answer.status(), answer.body());
    assertEquals(before + 1, tracker.stored());
    assertEquals("cart", last().type());
    assertEquals(refused + 1, tracker.refused("purpose_refused"));
  }

  @Test
  void a_typed_address_is_claimed_whatever_the_page_says() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("carts");

    send(
        visitor,
        Sample.batch(
            visitor,
            Sample.identify("10", "{\"email\":\" Jo@Example.com \",\"proof\":\"verified\"}")));

    JsonNode identity = Json.MAPPER.readTree(last().body()).get("identify");
    assertEquals("jo@example.com", identity.get("email").textValue());
    assertEquals("claimed", identity.get("proof").textValue());
  }

  @Test
  void a_signed_token_is_verified_and_never_stored() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("carts");
    String token = Sample.identityToken(tracker, tracker.site().publicId(), Duration.ofMinutes(5));

    send(
        visitor,
        Sample.batch(
            visitor,
            Sample.identify(
                "11",
                "{\"token\":\"" + token + "\",\"firstName\":\"Mallory\",\"marketing\":true}")));

    JsonNode identity = Json.MAPPER.readTree(last().body()).get("identify");
    assertEquals("jo@example.com", identity.get("email").textValue());
    assertEquals("verified", identity.get("proof").textValue());
    assertEquals("Jo", identity.get("firstName").textValue());
    assertTrue(identity.get("marketing").booleanValue());
    assertFalse(last().body().contains(token));
  }

  @Test
  void a_bad_token_costs_its_own_event_alone() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("carts");
    int before = tracker.stored();

    RawHttp.Answer answer =
        send(
            visitor,
            Sample.batch(
                visitor,
                Sample.identify("12", "{\"token\":\"made.up.token\"}"),
                Sample.cart("13")));

    assertEquals(204, answer.status(), answer.body());
    assertEquals(before + 1, tracker.stored());
  }

  @Test
  void a_visitor_on_another_site_is_known_by_the_token_alone() throws IOException {
    Site tea = tracker.addSite("Tea", "https://piste.example", null, "https://www.tea.example");
    String choice = Json.write(tracker.choice(tea, "preferences", "visits"));
    JsonNode consent =
        Json.MAPPER.readTree(
            RawHttp.post(tracker.port(), "/p/v1/consent", choice)
                .host("piste.example")
                .header("Origin", "https://www.tea.example")
                .send()
                .body());
    int before = tracker.stored();

    String batch =
        "{\"s\":\"%s\",\"c\":\"%s\",\"v\":\"%s\",\"sent\":1000,\"e\":[%s]}"
            .formatted(
                tea.publicId(),
                consent.get("id").textValue(),
                consent.get("visitor").textValue(),
                Json.write(Sample.page("14").put("u", "https://www.tea.example/")));
    RawHttp.Answer answer =
        RawHttp.post(tracker.port(), "/p/v1/e", batch)
            .host("piste.example")
            .header("Origin", "https://www.tea.example")
            .send();

    assertEquals(204, answer.status(), answer.body());
    assertEquals(before + 1, tracker.stored());
  }

  @Test
  void scripts_are_served_with_a_tag_and_compressed() throws IOException {
    for (String path : List.of("/p/t.js", "/p/c.js")) {
      RawHttp.Answer plain = RawHttp.get(tracker.port(), path).send();
      assertEquals(200, plain.status(), plain.body());
      assertTrue(plain.header("Content-Type").orElseThrow().startsWith("text/javascript"));
      assertEquals(Optional.of("cross-origin"), plain.header("Cross-Origin-Resource-Policy"));

      RawHttp.Answer same =
          RawHttp.get(tracker.port(), path)
              .header("If-None-Match", plain.header("ETag").orElseThrow())
              .send();
      assertEquals(304, same.status());

      RawHttp.Answer small =
          RawHttp.get(tracker.port(), path).header("Accept-Encoding", "gzip, br").send();
      assertEquals(Optional.of("gzip"), small.header("Content-Encoding"));
      assertTrue(
          Integer.parseInt(small.header("Content-Length").orElseThrow()) < plain.body().length());
    }
  }

  private static RawHttp.Answer send(TestTracker.Visitor visitor, String batch) throws IOException {
    return tracker
        .post("/p/v1/e", batch.replace("SITE", tracker.site().publicId()))
        .header("Cookie", "other=1; piste_visitor=" + visitor.id())
        .send();
  }

  private record Logged(String type, int purposes, long happenedAt, String body) {}

  private static Logged last() {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT type, purposes, happened_at, body FROM event_log"
                            + " ORDER BY seq DESC LIMIT 1")
                    .map(
                        (row, context) ->
                            new Logged(
                                row.getString("type"),
                                row.getInt("purposes"),
                                row.getLong("happened_at"),
                                row.getString("body")))
                    .one());
  }
}
