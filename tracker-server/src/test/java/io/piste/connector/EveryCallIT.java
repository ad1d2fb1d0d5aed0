package io.piste.connector;

import static io.piste.connector.ApiWorld.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Clocks;
import io.piste.base.Json;
import io.piste.connector.ApiWorld.Browser;
import io.piste.protocol.api.Scope;
import io.piste.support.RawHttp;
import io.piste.support.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One table over all calls: what is answered to each when it is right, and when it is wrong. */
final class EveryCallIT {
  private static final String WHO = "table@mail.example";

  private static ApiWorld world;
  private static Browser browser;
  private static final Map<Scope, String> WITHOUT = new EnumMap<>(Scope.class);

  @BeforeAll
  static void start() throws IOException {
    world = new ApiWorld();
    browser = world.browser("visits", "profile", "carts");
    for (Scope scope : Scope.values()) {
      Set<Scope> others = EnumSet.allOf(Scope.class);
      others.remove(scope);
      WITHOUT.put(scope, world.key(others));
    }
    // The server looks for keys that another process made once in a second.
    String last = String.valueOf(WITHOUT.get(Scope.PROXY));
    Wait.until(
        "the server knows the keys",
        () -> world.request(last, "GET", "/ping", null).send().status() == 200);
    known();
  }

  private static void known() throws IOException {
    ObjectNode yes = example("consent");
    yes.put("email", WHO).put("at", Clocks.system().millis());
    assertEquals(202, world.call("POST", "/consents", yes).status());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /**
   * A call that is right.
   *
   * @param status what it is answered
   */
  record Case(String method, String path, @Nullable ObjectNode body, int status) {
    @Override
    public String toString() {
      return method + " " + path;
    }

    RawHttp.Answer send() throws IOException {
      return world.checked(method, path, world.request(method, path, body).send());
    }

    RawHttp.Answer send(JsonNode other) throws IOException {
      return world.checked(method, path, world.request(method, path, other).send());
    }

    RawHttp.Answer as(String key) throws IOException {
      return world.checked(method, path, world.request(key, method, path, body).send());
    }

    String operation() {
      return world.contract().operation(method, path.split("[?]", -1)[0]);
    }
  }

  static Stream<Case> calls() throws IOException {
    String v = browser.visitor();
    long now = Clocks.system().millis();
    String who = "/contacts/" + WHO;
    return Stream.of(
        new Case("GET", "/ping", null, 200),
        new Case("PUT", "/connector", example("connector"), 204),
        new Case("POST", "/events", batch(now), 200),
        new Case("PUT", "/carts/table", example("cart").put("v", v).put("at", now), 202),
        new Case("POST", "/carts/resolve", object("token", "x".repeat(22)), 404),
        new Case("PUT", "/orders/table", example("order").put("v", v).put("at", now), 202),
        new Case("POST", "/identify", example("identify").put("v", v).put("at", now), 202),
        new Case("POST", "/consents", example("consent").put("at", now), 202),
        new Case("PUT", "/contents/a%20b:1", example("content"), 0),
        new Case("GET", "/contents", null, 200),
        new Case("DELETE", "/contents/other", null, 204),
        new Case("GET", "/contacts", null, 200),
        new Case("GET", who, null, 200),
        new Case("PATCH", who, example("contact-change"), 200),
        new Case("GET", who + "/tags", null, 200),
        new Case("PUT", who + "/tags/tea", null, 204),
        new Case("DELETE", who + "/tags/tea", null, 204),
        new Case("GET", who + "/scores", null, 200),
        new Case("GET", "/privacy?email=nobody@mail.example", null, 200),
        new Case("DELETE", "/privacy?email=nobody@mail.example", null, 200),
        new Case("PUT", "/webhooks/shop", example("webhook"), 200),
        new Case("GET", "/webhooks", null, 200),
        new Case("DELETE", "/webhooks/other", null, 204));
  }

  private static ObjectNode batch(long now) {
    ObjectNode batch = object("v", browser.visitor()).put("sent", now);
    batch
        .putArray("e")
        .addObject()
        .put("id", UUID.randomUUID().toString())
        .put("t", "page")
        .put("at", now)
        .put("u", ApiWorld.ORIGIN + "/");
    return batch;
  }

  private static ObjectNode object(String name, String value) {
    return Json.MAPPER.createObjectNode().put(name, value);
  }

  private static ObjectNode example(String name) throws IOException {
    try (InputStream in =
        EveryCallIT.class.getResourceAsStream(
            "/io/piste/protocol/api/examples/" + name + ".json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    }
  }

  @Test
  void the_description_the_server_and_this_table_have_the_same_calls() throws IOException {
    Set<String> described = world.contract().operations().keySet();
    Set<String> answered = new TreeSet<>();
    for (Call call : world.calls()) {
      answered.add(call.name());
      JsonNode security = world.contract().described(call.name()).path("security");
      Scope scope = call.scope();
      assertEquals(
          scope == null ? "" : scope.word(), security.at("/0/key/0").asText(), call.name());
    }
    assertEquals(described, answered);
    Set<String> tabled = new TreeSet<>();
    calls().forEach(each -> tabled.add(each.operation()));
    assertEquals(described, tabled);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_right_call_is_answered_as_described(Case each) throws IOException {
    RawHttp.Answer answer = each.send();
    assertTrue(each.status() == 0 || each.status() == answer.status(), answer.body());
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
    assertEquals("3000", answer.header("RateLimit-Limit").orElse(""));
    assertTrue(Integer.parseInt(answer.header("RateLimit-Remaining").orElseThrow()) < 3_000);
    assertTrue(Integer.parseInt(answer.header("RateLimit-Reset").orElseThrow()) <= 60);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void without_a_good_key_nothing_is_answered(Case each) throws IOException {
    for (String key : List.of("", "x.y.z", world.key.substring(1))) {
      RawHttp.Answer answer = each.as(key);
      assertEquals(401, answer.status());
      assertEquals("bad_key", json(answer).get("code").textValue());
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_key_without_the_scope_is_told_which_one(Case each) throws IOException {
    String scope = world.contract().described(each.operation()).at("/security/0/key/0").asText();
    if (!scope.isEmpty()) {
      RawHttp.Answer answer = each.as(String.valueOf(WITHOUT.get(Scope.of(scope).orElseThrow())));
      assertEquals(403, answer.status());
      assertEquals("scope_missing", json(answer).get("code").textValue());
      assertTrue(json(answer).get("detail").textValue().contains(" " + scope + ":"));
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void what_is_missing_unknown_or_of_another_type_is_named(Case each) throws IOException {
    JsonNode schema = world.contract().body(each.operation());
    ObjectNode body = each.body();
    if (body == null || each.operation().equals("POST /events")) {
      return;
    }
    refused(each, body.deepCopy().put("misspelt", 1), "misspelt: unknown field");
    for (JsonNode name : schema.path("required")) {
      ObjectNode less = body.deepCopy();
      less.remove(name.textValue());
      refused(each, less, name.textValue());
    }
    for (var property : schema.get("properties").properties()) {
      ObjectNode odd = body.deepCopy();
      odd.putObject(property.getKey()).put("x", 1);
      refused(each, odd, property.getKey());
      odd.putArray(property.getKey()).addArray();
      refused(each, odd, property.getKey());
    }
  }

  private static void refused(Case each, JsonNode body, String detail) throws IOException {
    RawHttp.Answer answer = each.send(body);
    assertEquals(400, answer.status(), body + " " + answer.body());
    assertEquals("bad_request", json(answer).get("code").textValue(), body.toString());
    String told = json(answer).get("detail").textValue();
    assertTrue(told.startsWith(detail), told + " does not begin with " + detail);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void what_is_no_json_or_too_much_is_refused(Case each) throws IOException {
    if (each.body() == null) {
      return;
    }
    for (String text : List.of("", "{", "[]", "7", "{\"v\":\"a\",\"v\":\"b\"", "\u0000")) {
      RawHttp.Answer answer =
          world.checked(
              each.method(), each.path(), world.request(each.method(), each.path(), text).send());
      assertEquals(400, answer.status(), text + answer.body());
      assertEquals("bad_json", json(answer).get("code").textValue(), text);
    }
    int most = each.path().equals("/events") ? 1_048_576 : 262_144;
    RawHttp huge = world.request(each.method(), each.path(), "{").announcing(most + 1);
    RawHttp.Answer answer = world.checked(each.method(), each.path(), huge.send());
    assertEquals(413, answer.status());
    assertEquals("body_too_large", json(answer).get("code").textValue());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void a_repeated_call_gets_the_same_answer_and_another_one_under_its_key_is_refused(Case each)
      throws IOException {
    String key = UUID.randomUUID().toString();
    RawHttp.Answer first = keyed(each, key, each.body());
    RawHttp.Answer again = keyed(each, key, each.body());
    assertEquals(first.status(), again.status());
    assertEquals(first.body(), again.body());
    if (each.method().equals("GET") || first.status() >= 400) {
      assertTrue(again.header("Idempotency-Replayed").isEmpty());
      return;
    }
    assertEquals("true", again.header("Idempotency-Replayed").orElse("false"));
    if (each.body() != null) {
      RawHttp.Answer other = keyed(each, key, each.body().deepCopy().put("more", 1));
      assertEquals(409, other.status());
      assertEquals("idempotency_key_reused", json(other).get("code").textValue());
    }
    assertEquals(400, keyed(each, "no key!", each.body()).status());
  }

  private static RawHttp.Answer keyed(Case each, String key, @Nullable JsonNode body)
      throws IOException {
    return world.checked(
        each.method(),
        each.path(),
        world.request(each.method(), each.path(), body).header("Idempotency-Key", key).send());
  }

  @ParameterizedTest
  @MethodSource("calls")
  void another_method_is_told_which_ones_there_are(Case each) throws IOException {
    RawHttp.Answer answer = world.request("OPTIONS", each.path(), null).send();
    assertEquals(405, answer.status());
    assertTrue(answer.header("Allow").orElse("").contains(each.method()));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void markup_and_sql_in_every_field_do_no_harm(Case each) throws IOException {
    String evil = "x'); DROP TABLE site; -- <script>alert(1)</script> ${7*7} \\u202e";
    long tables = world.number("SELECT COUNT(*) FROM information_schema.tables");
    if (each.body() != null) {
      Map<String, JsonNode> properties = new LinkedHashMap<>();
      world
          .contract()
          .body(each.operation())
          .path("properties")
          .properties()
          .forEach(property -> properties.put(property.getKey(), property.getValue()));
      for (String name : properties.keySet()) {
        RawHttp.Answer answer = each.send(each.body().deepCopy().put(name, evil));
        assertTrue(answer.status() < 500, name + answer.body());
        assertFalse(answer.body().contains("<script>"), answer.body());
      }
    }
    String path = each.path().replace("table", "%27%3B%20DROP%20TABLE%20site--");
    assertTrue(world.request(each.method(), path, each.body()).send().status() < 500);
    assertEquals(tables, world.number("SELECT COUNT(*) FROM information_schema.tables"));
    assertEquals(
        0,
        world.number(
            "SELECT COUNT(*) FROM content WHERE title LIKE '%<script%' OR excerpt LIKE '%<script%'"));
  }

  @Test
  void unknown_paths_parameters_and_pages_are_told() throws IOException {
    RawHttp.Answer none = world.request("GET", "/none", null).send();
    assertEquals(404, none.status());
    assertEquals("not_found", json(none).get("code").textValue());
    for (String path : List.of("", "/", "/carts", "/carts/", "/carts/a/b")) {
      assertEquals(404, world.request("PUT", path, "{}").send().status(), path);
    }
    for (String query :
        List.of(
            "?limit=0",
            "?limit=201",
            "?limit=x",
            "?limit=",
            "?cursor=x",
            "?page=2",
            "?limit=1&limit=2",
            "?cursor=djE6eA")) {
      RawHttp.Answer answer = world.call("GET", "/contacts" + query, null);
      assertEquals(400, answer.status(), query + answer.body());
    }
    assertEquals(400, world.call("GET", "/privacy", null).status());
    assertEquals(400, world.call("GET", "/privacy?email=nobody", null).status());
  }

  @Test
  void what_describes_the_api_is_open_to_all() throws IOException {
    RawHttp.Answer yaml = RawHttp.get(world.port(), "/api/v1/openapi.yaml").send();
    assertEquals("application/yaml", yaml.header("Content-Type").orElse(""));
    for (String name :
        List.of(
            "cart",
            "order",
            "identify",
            "consent",
            "content",
            "contact-change",
            "connector",
            "webhook")) {
      RawHttp.Answer answer =
          RawHttp.get(world.port(), "/api/v1/examples/" + name + ".json").send();
      assertEquals(200, answer.status(), name);
      String operation =
          world.contract().operations().entrySet().stream()
              .filter(entry -> entry.getValue().toString().contains("/examples/" + name + ".json"))
              .findFirst()
              .orElseThrow()
              .getKey();
      assertEquals(
          List.of(), world.contract().faults(world.contract().body(operation), answer.body()));
    }
    assertEquals(404, RawHttp.get(world.port(), "/api/v1/examples/none.json").send().status());
  }
}
