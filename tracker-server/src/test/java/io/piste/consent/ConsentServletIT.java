package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ConsentServletIT {
  private static TestTracker tracker;
  private static ProofRows records;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    records = new ProofRows(tracker.database.jdbi());
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void the_hash_is_that_of_the_text_as_served() throws Exception {
    RawHttp.Answer answer =
        RawHttp.get(tracker.port(), "/p/v1/consent?l=fr-CA&s=" + tracker.site().publicId())
            .header("Origin", TestTracker.ORIGIN)
            .send();

    assertEquals(200, answer.status());
    JsonNode json = Json.MAPPER.readTree(answer.body());
    String body = answer.body().substring(answer.body().indexOf("\"body\":") + 7);
    body = body.substring(0, body.indexOf(",\"options\":"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    assertEquals(HexFormat.of().formatHex(hash), json.get("hash").textValue());
    assertEquals("fr", json.at("/body/language").textValue());
    assertEquals(1, json.at("/body/version").intValue());
    assertEquals(180, json.at("/body/days").intValue());
    assertTrue(json.at("/body/texts/title").textValue().contains("Tea house"));
    assertEquals(3, json.at("/body/purposes").size());
    assertEquals(Optional.of("public, max-age=300"), answer.header("Cache-Control"));
    assertEquals(Optional.of(TestTracker.ORIGIN), answer.header("Access-Control-Allow-Origin"));
    assertEquals(List.of("Origin"), answer.all("Vary"));
    assertTrue(answer.all("Set-Cookie").isEmpty());
  }

  @Test
  void a_choice_on_a_subdomain_sets_a_readable_and_a_hidden_cookie() throws IOException {
    RawHttp.Answer answer = choose(choice("accept", "visits", "profile", "carts"));

    assertEquals(200, answer.status(), answer.body());
    JsonNode json = Json.MAPPER.readTree(answer.body());
    String value = json.get("cookie").textValue();
    assertTrue(
        value.matches("1\\.[A-Za-z0-9_-]{22}\\.1\\.visits-profile-carts\\.[0-9]{10}"), value);
    String consent = answer.setCookie("piste_consent").orElseThrow();
    assertTrue(consent.startsWith("piste_consent=" + value), consent);
    assertAttributes(consent, "Secure", "SameSite=Lax", "Path=/", "Domain=shop.example");
    assertAttributes(consent, "Max-Age=15552000");
    assertFalse(consent.contains("HttpOnly"), consent);
    String visitor = answer.setCookie("piste_visitor").orElseThrow();
    assertAttributes(visitor, "Secure", "SameSite=Lax", "Path=/", "HttpOnly", "Max-Age=15552000");
    assertFalse(visitor.contains("Domain"), visitor);
    assertTrue(json.get("visitor").isNull());
    assertEquals(15552000, json.get("maxAge").intValue());
    assertEquals(Optional.of("no-store"), answer.header("Cache-Control"));
  }

  @Test
  void a_choice_on_the_pages_own_host_sets_cookies_of_that_host_alone() throws IOException {
    RawHttp.Answer answer =
        send(choice("preferences", "carts"), post -> post.host("www.shop.example"));

    String consent = answer.setCookie("piste_consent").orElseThrow();
    assertFalse(consent.contains("Domain"), consent);
    assertTrue(answer.setCookie("piste_visitor").isPresent());
    assertTrue(Json.MAPPER.readTree(answer.body()).get("visitor").isNull());
  }

  @Test
  void a_choice_on_another_site_sets_no_cookie_and_hands_out_a_token() throws IOException {
    Site tea = tracker.addSite("Other", "https://piste.example", null, "https://www.tea.example");
    ObjectNode choice = tracker.choice(tea, "preferences", "visits");

    RawHttp.Answer first = chooseOn(tea, choice);

    assertTrue(first.all("Set-Cookie").isEmpty());
    JsonNode json = Json.MAPPER.readTree(first.body());
    String token = json.get("visitor").textValue();
    VisitorId visitor = tracker.tokens.verify(tea.publicId(), token).orElseThrow();

    tracker.clock.advance(Duration.ofDays(3));
    choice.put("prev", json.get("id").textValue()).put("v", token);
    JsonNode again = Json.MAPPER.readTree(chooseOn(tea, choice).body());

    String renewed = again.get("visitor").textValue();
    assertEquals(Optional.of(visitor), tracker.tokens.verify(tea.publicId(), renewed));
    assertTrue(holds(tea, again).map(ConsentState::visitor).filter(visitor::equals).isPresent());
    assertTrue(holds(tea, json).isEmpty());
  }

  @Test
  void a_token_of_another_site_is_nobodys() throws IOException {
    Site one = tracker.addSite("One", "https://piste.example", null, "https://one.example");
    Site two = tracker.addSite("Two", "https://piste.example", null, "https://two.example");
    JsonNode first =
        Json.MAPPER.readTree(chooseOn(one, tracker.choice(one, "preferences", "visits")).body());
    ObjectNode choice = tracker.choice(two, "preferences", "visits");
    choice.put("prev", first.get("id").textValue());
    choice.put("v", first.get("visitor").textValue());

    JsonNode second = Json.MAPPER.readTree(chooseOn(two, choice).body());

    assertNotEquals(
        tracker.tokens.verify("x", first.get("visitor").textValue()),
        tracker.tokens.verify(two.publicId(), second.get("visitor").textValue()));
    assertTrue(holds(one, first).isPresent());
    assertEquals("", records.column(second, "previous_id"));
  }

  @Test
  void refusing_is_remembered_and_makes_no_visitor() throws IOException {
    int states = count("consent_state");

    RawHttp.Answer answer = choose(choice("refuse"));

    JsonNode json = Json.MAPPER.readTree(answer.body());
    assertTrue(json.get("cookie").textValue().contains(".1.0."), answer.body());
    assertTrue(answer.setCookie("piste_visitor").orElseThrow().contains("Max-Age=0"));
    assertAttributes(answer.setCookie("piste_consent").orElseThrow(), "Max-Age=15552000");
    assertEquals(states, count("consent_state"));
    assertEquals("", records.column(json, "visitor_id"));
    assertEquals("visits,profile,carts", records.column(json, "refused"));
  }

  @Test
  void the_visitor_goes_on_when_cookie_and_consent_agree() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    tracker.clock.advance(Duration.ofDays(1));

    RawHttp.Answer answer = chooseAs(visitor, choice("preferences", "visits", "carts"));

    JsonNode json = Json.MAPPER.readTree(answer.body());
    assertTrue(answer.setCookie("piste_visitor").orElseThrow().contains("=" + visitor.id() + ";"));
    assertEquals(visitor.id(), holds(tracker.site(), json).orElseThrow().visitor());
    assertTrue(current(visitor).isEmpty());
    assertTrue(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.CARTS));
    assertFalse(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.PROFILE));
  }

  @Test
  void somebody_who_only_knows_a_consent_id_gets_another_visitor() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    ObjectNode choice = choice("preferences", "visits").put("prev", visitor.consent());

    JsonNode json = Json.MAPPER.readTree(choose(choice).body());

    assertNotEquals(visitor.id(), holds(tracker.site(), json).orElseThrow().visitor());
  }

  @Test
  void withdrawal_acts_at_once_and_deletes_the_cookie() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits", "profile", "carts");
    assertTrue(current(visitor).isPresent());

    RawHttp.Answer answer = chooseAs(visitor, choice("withdraw"));

    assertEquals(200, answer.status());
    assertTrue(current(visitor).isEmpty());
    assertFalse(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.CARTS));
    String cookie = answer.setCookie("piste_visitor").orElseThrow();
    assertAttributes(cookie, "Max-Age=0", "HttpOnly", "Path=/");
    assertEquals(2, records.about(visitor, Json.MAPPER.readTree(answer.body())));
  }

  @Test
  void withdrawal_counts_with_the_cookie_alone_and_with_the_consent_id_alone() throws IOException {
    TestTracker.Visitor byCookie = tracker.visitor("carts");
    TestTracker.Visitor byConsent = tracker.visitor("carts");

    send(choice("withdraw"), post -> post.header("Cookie", "piste_visitor=" + byCookie.id()));
    choose(choice("withdraw").put("prev", byConsent.consent()));

    assertTrue(current(byCookie).isEmpty());
    assertTrue(current(byConsent).isEmpty());
  }

  @Test
  void a_choice_ends_after_its_days() throws IOException {
    TestTracker.Visitor visitor = tracker.visitor("visits");
    tracker.clock.advance(Duration.ofDays(180).minusSeconds(1));
    assertTrue(current(visitor).isPresent());

    tracker.clock.advance(Duration.ofSeconds(1));

    assertTrue(current(visitor).isEmpty());
    assertFalse(tracker.consents.allows(tracker.site().id(), visitor.id(), Purpose.VISITS));
  }

  @Test
  void the_record_says_what_was_shown_and_chosen_and_where_but_not_by_whom() throws IOException {
    ObjectNode choice = choice("preferences", "carts");
    choice.put("u", TestTracker.ORIGIN + "/tea/a%20b|c?mail=jo@example.com#x");

    JsonNode json = Json.MAPPER.readTree(send(choice, post -> post.header("Sec-GPC", "1")).body());

    assertEquals(choice.get("hash").textValue(), records.column(json, "text_hash"));
    assertEquals("carts", records.column(json, "granted"));
    assertEquals("visits,profile", records.column(json, "refused"));
    assertEquals("preferences", records.column(json, "how"));
    assertEquals("1", records.column(json, "gpc"));
    assertEquals("en", records.column(json, "language"));
    assertEquals(TestTracker.ORIGIN + "/tea/a%20b|c", records.column(json, "page"));
    assertEquals(
        Long.toString(tracker.clock.instant().toEpochMilli()), records.column(json, "decided_at"));
  }

  @Test
  void what_a_client_makes_up_is_refused() throws IOException {
    assertProblem(403, "origin_missing", send(choice("refuse"), "", post -> post));
    assertProblem(
        403, "origin_not_listed", send(choice("refuse"), "https://evil.example", post -> post));
    assertProblem(403, "unknown_site", choose(choice("refuse").put("s", "AAAAAAAAAAAA")));
    assertProblem(409, "unknown_text", choose(choice("refuse").put("hash", "0".repeat(64))));
    assertProblem(400, "bad_request", choose(choice("preferences", "everything")));
    assertProblem(400, "bad_request", choose(choice("refuse", "visits")));
    assertProblem(400, "bad_request", choose(choice("accept", "visits")));
    assertProblem(400, "bad_request", choose(choice("guess")));
    assertProblem(400, "bad_request", choose(choice("refuse").put("hash", "short")));
    assertProblem(
        400, "bad_request", choose(choice("refuse").put("u", "https://evil.example/page")));
    assertProblem(400, "bad_json", RawHttp.post(tracker.port(), "/p/v1/consent", "{").send());
    assertProblem(413, "body_too_large", choose(choice("refuse").put("u", "x".repeat(20_000))));
  }

  @Test
  void a_text_of_another_site_is_unknown() throws IOException {
    Site other = tracker.addSite("Cakes", "https://t.cake.example", null, "https://cake.example");
    ObjectNode choice = choice("refuse").put("hash", tracker.text(other).get("hash").textValue());

    assertProblem(409, "unknown_text", choose(choice));
  }

  @Test
  void an_unknown_previous_choice_does_not_stop_a_withdrawal() throws IOException {
    String madeUp = ConsentId.random().toString();

    RawHttp.Answer answer = choose(choice("withdraw").put("prev", madeUp));

    assertEquals(200, answer.status());
    assertEquals("", records.column(Json.MAPPER.readTree(answer.body()), "previous_id"));
    assertEquals(200, choose(choice("withdraw").put("prev", "garbage")).status());
  }

  @Test
  void a_preflight_is_answered() throws IOException {
    RawHttp.Answer answer =
        RawHttp.of(tracker.port(), "OPTIONS", "/p/v1/consent")
            .header("Origin", TestTracker.ORIGIN)
            .send();

    assertEquals(204, answer.status());
    assertEquals(Optional.of("GET, POST, OPTIONS"), answer.header("Access-Control-Allow-Methods"));
  }

  private interface Change {
    RawHttp of(RawHttp post);
  }

  private static ObjectNode choice(String how, String... granted) throws IOException {
    return tracker.choice(tracker.site(), how, granted);
  }

  private static RawHttp.Answer choose(ObjectNode choice) throws IOException {
    return send(choice, post -> post);
  }

  private static RawHttp.Answer chooseAs(TestTracker.Visitor visitor, ObjectNode choice)
      throws IOException {
    choice.put("prev", visitor.consent());
    return send(choice, post -> post.header("Cookie", "piste_visitor=" + visitor.id()));
  }

  private static RawHttp.Answer chooseOn(Site site, ObjectNode choice) throws IOException {
    return send(choice, site.origins().getFirst(), post -> post.host("piste.example"));
  }

  private static RawHttp.Answer send(ObjectNode choice, Change change) throws IOException {
    return send(choice, TestTracker.ORIGIN, change);
  }

  private static RawHttp.Answer send(ObjectNode choice, String origin, Change change)
      throws IOException {
    RawHttp post = RawHttp.post(tracker.port(), "/p/v1/consent", Json.write(choice));
    post.host(TestTracker.TRACKER_HOST);
    if (!origin.isEmpty()) {
      post.header("Origin", origin);
    }
    return change.of(post).send();
  }

  private static Optional<ConsentState> current(TestTracker.Visitor visitor) {
    return ConsentId.parse(visitor.consent())
        .flatMap(id -> tracker.consents.current(tracker.site().id(), id));
  }

  private static Optional<ConsentState> holds(Site site, JsonNode answer) {
    return ConsentId.parse(answer.get("id").textValue())
        .flatMap(id -> tracker.consents.current(site.id(), id));
  }

  private static int count(String table) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle -> handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(int.class).one());
  }

  private static void assertAttributes(String setCookie, String... attributes) {
    List<String> parts = List.of(setCookie.split("; ", -1));
    for (String attribute : attributes) {
      assertTrue(parts.contains(attribute), attribute + " in " + setCookie);
    }
  }

  private static void assertProblem(int status, @Nullable String code, RawHttp.Answer answer)
      throws IOException {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, Json.MAPPER.readTree(answer.body()).get("code").textValue());
    assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
  }
}
