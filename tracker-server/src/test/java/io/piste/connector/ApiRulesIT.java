package io.piste.connector;

import static io.piste.connector.ApiWorld.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.Route;
import io.piste.limit.LimitSettings;
import io.piste.limit.Limits;
import io.piste.protocol.api.Scope;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestClock;
import io.piste.support.TestDatabase;
import io.piste.support.TestServer;
import io.piste.token.ConnectorTokens;
import io.piste.token.Secrets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every call: how many there may be, and what a repeated one does. */
final class ApiRulesIT {
  private static final TestClock clock = new TestClock();
  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private static final AtomicInteger ran = new AtomicInteger();
  private static TestDatabase database;
  private static Sites sites;
  private static ConnectorKeys keys;
  private static ApiServlet servlet;
  private static TestServer server;
  private Site site;
  private String key;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
    sites = new Sites(database.jdbi(), clock);
    keys =
        new ConnectorKeys(
            database.jdbi(), clock, sites, new ConnectorTokens(new Secrets(new byte[32]), clock));
    List<Call> calls =
        List.of(
            Call.of("PUT", "/things/{id}", Scope.EVENTS, ApiRulesIT::run),
            Call.of("PUT", "/secrets/{id}", Scope.EVENTS, ApiRulesIT::run).answeredAnew(),
            Call.of("PUT", "/things/none", Scope.EVENTS, ApiRulesIT::refuse));
    servlet =
        new ApiServlet(
            calls,
            new ApiServlet.Base(
                new Bearer(keys, sites, new Connectors(database.jdbi(), clock)),
                new Limits(LimitSettings.defaults(), clock),
                database.jdbi(),
                clock),
            new ApiSettings(5),
            meters);
    server = TestServer.with(new Route("/api/v1/*", servlet));
  }

  private static ApiAnswer run(ApiRequest request) {
    return ApiAnswer.of(201, Map.of(request.variable("id", 10), ran.incrementAndGet()));
  }

  private static ApiAnswer refuse(ApiRequest request) {
    ran.incrementAndGet();
    throw new Problem(ProblemCode.NOT_FOUND, "There is none.");
  }

  @AfterAll
  static void close() {
    server.close();
    database.close();
  }

  @BeforeEach
  void begin() {
    clock.advance(Duration.ofMinutes(1));
    ran.set(0);
    site =
        sites.add(
            NewSite.named("Tea")
                .trackerUrl("https://t.tea.example")
                .cookieDomain("tea.example")
                .origins(List.of("https://www.tea.example"))
                .build());
    key = keys.make(site, "Shop", Scope.connector()).token();
  }

  private RawHttp.Answer put(String path, String replay) throws IOException {
    RawHttp request =
        RawHttp.of(server.port(), "PUT", "/api/v1" + path)
            .header("Authorization", "Bearer " + key)
            .body("{}");
    return replay.isEmpty() ? request.send() : request.header("Idempotency-Key", replay).send();
  }

  private void change(String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }

  private String kept() {
    List<String> answers =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select("SELECT answer FROM api_replay WHERE site_id = ?", site.id())
                        .mapTo(String.class)
                        .list());
    return answers.toString();
  }

  @Test
  void a_key_may_make_so_many_calls_in_a_minute() throws IOException {
    for (int left = 4; left >= 0; left--) {
      RawHttp.Answer answer = put("/things/a", "");
      assertEquals(201, answer.status());
      assertEquals(Integer.toString(left), answer.header("RateLimit-Remaining").orElse(""));
      assertEquals("5", answer.header("RateLimit-Limit").orElse(""));
    }
    RawHttp.Answer answer = put("/things/a", "");
    assertEquals(429, answer.status());
    assertEquals("too_many_requests", json(answer).get("code").textValue());
    assertEquals(
        answer.header("RateLimit-Reset").orElse(""), answer.header("Retry-After").orElse("-"));
    assertEquals("0", answer.header("RateLimit-Remaining").orElse(""));
    key = keys.make(site, "Another", Scope.connector()).token();
    assertEquals(201, put("/things/a", "").status(), "each key by itself");
  }

  @Test
  void a_repeated_call_runs_once_within_a_day() throws IOException {
    assertEquals("{\"a\":1}", put("/things/a", "k1").body());
    RawHttp.Answer again = put("/things/a", "k1");
    assertEquals(201, again.status());
    assertEquals("{\"a\":1}", again.body());
    assertEquals("true", again.header("Idempotency-Replayed").orElse(""));
    assertEquals(409, put("/things/b", "k1").status(), "the path is part of the request");
    clock.advance(Duration.ofHours(24));
    assertEquals("{\"b\":2}", put("/things/b", "k1").body());
    clock.advance(Duration.ofHours(24));
    assertFalse(servlet.sweep());
    assertEquals("[]", kept());
  }

  @Test
  void what_another_site_calls_its_calls_is_no_matter() throws IOException {
    put("/things/a", "same");
    begin();
    assertEquals("{\"b\":1}", put("/things/b", "same").body());
  }

  @Test
  void a_call_that_was_refused_is_looked_at_anew() throws IOException {
    assertEquals(404, put("/things/none", "k2").status());
    assertEquals(404, put("/things/none", "k2").status());
    assertEquals(2, ran.get());
    assertEquals("[]", kept());
  }

  @Test
  void an_answer_with_a_secret_is_never_kept() throws IOException {
    put("/secrets/a", "k3");
    assertEquals("[null]", kept());
    RawHttp.Answer again = put("/secrets/a", "k3");
    assertEquals("{\"a\":2}", again.body());
    assertEquals("true", again.header("Idempotency-Replayed").orElse(""));
  }

  @Test
  void while_a_call_is_being_answered_its_repeat_waits_and_takes_over_when_it_was_given_up()
      throws IOException {
    put("/things/a", "k4");
    change("UPDATE api_replay SET status = NULL, answer = NULL WHERE site_id = ?", site.id());
    RawHttp.Answer busy = put("/things/a", "k4");
    assertEquals(503, busy.status());
    assertEquals("busy", json(busy).get("code").textValue());
    assertTrue(busy.header("Retry-After").isPresent());
    clock.advance(Duration.ofSeconds(60));
    assertEquals("{\"a\":2}", put("/things/a", "k4").body());
  }

  @Test
  void calls_are_counted_by_their_pattern() throws IOException {
    put("/things/counted", "");
    put("/things/counted-too", "");
    put("/no/such/path", "");
    assertEquals(
        List.of(),
        meters.find("piste.api.calls").counters().stream()
            .map(counter -> String.valueOf(counter.getId().getTag("call")))
            .filter(call -> call.contains("counted") || call.contains("such"))
            .toList());
    assertTrue(
        meters.find("piste.api.calls").tag("call", "PUT /things/{id}").counters().stream()
                .mapToDouble(Counter::count)
                .sum()
            >= 2);
    assertTrue(meters.find("piste.api.calls").tag("call", "none").counter() != null);
  }
}
