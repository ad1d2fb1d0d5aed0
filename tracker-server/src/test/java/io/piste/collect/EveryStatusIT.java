package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.eventlog.EventLogSettings;
import io.piste.limit.LimitSettings;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is answered, the asking page may read it, and it tells nothing of our insides. */
final class EveryStatusIT {
  private static final String ORIGIN = "Origin: " + TestTracker.ORIGIN;

  private static TestTracker tracker;
  private static TestTracker.Visitor visitor;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    visitor = tracker.visitor("visits");
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void stored_events_and_preflights() throws IOException {
    assertReadable(204, post(tracker, visitor, batch(tracker, visitor)));
    RawHttp preflight =
        RawHttp.of(tracker.port(), "OPTIONS", "/p/v1/e").header("Origin", TestTracker.ORIGIN);
    assertReadable(204, preflight.send());
  }

  @Test
  void what_is_wrong_with_a_request() throws IOException {
    assertProblem(400, "bad_json", post(tracker, visitor, "{"));
    assertProblem(
        400, "bad_event", post(tracker, visitor, batch(tracker, visitor).replace("page", "wink")));
    assertProblem(
        403,
        "no_consent",
        post(tracker, visitor, batch(tracker, visitor).replace(visitor.consent(), "x")));
    assertProblem(
        403,
        "unknown_site",
        post(tracker, visitor, batch(tracker, visitor).replace(tracker.site().publicId(), "x")));
    RawHttp.Answer large = post(tracker, visitor, " ".repeat(65 * 1024));
    assertProblem(413, "body_too_large", large);
    assertEquals(Optional.of("close"), large.header("Connection"));
    assertEquals(1, large.all("Date").size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | not_found          | POST /p/v1/none HTTP/1.1",
        "404 | not_found          | GET /p/v1/none HTTP/1.1",
        "405 | method_not_allowed | PUT /p/v1/e HTTP/1.1",
        "405 | method_not_allowed | GET /p/v1/e HTTP/1.1",
        "405 | method_not_allowed | TRACE /p/v1/e HTTP/1.1",
        "405 | method_not_allowed | BREW /p/v1/e HTTP/1.1",
        "400 | bad_request        | POST /p/v1/%2e%2e/e HTTP/1.1",
        "505 | internal           | POST /p/v1/e HTTP/9.9"
      })
  void paths_and_methods(int status, String code, String line) throws IOException {
    RawHttp.Answer answer = raw(line, ORIGIN, "Host: x", "Connection: close", "", "");
    if (status == 505) {
      assertTold(status, code, answer);
    } else {
      assertProblem(status, code, answer);
    }
  }

  /** Jetty keeps no header of a request that it cannot read, so nobody knows which page asks. */
  @Test
  void what_jetty_refuses_before_we_see_it() throws IOException {
    String line = "POST /p/v1/e HTTP/1.1";
    String large = "Cookie: " + "y".repeat(40_000);
    assertTold(400, "bad_request", raw(line, ORIGIN, "", ""));
    assertTold(400, "bad_request", raw(line, "Host: x", ORIGIN, "Content-Length: many", "", ""));
    assertTold(400, "bad_request", raw(line, "Host: x", ORIGIN, "no header", "", ""));
    assertTold(431, "bad_request", raw(line, "Host: x", ORIGIN, large, "", ""));
    assertTold(414, "bad_request", raw("POST /" + "e".repeat(40_000) + " HTTP/1.1", "", ""));
    assertTold(400, "bad_request", raw("GARBAGE", "", ""));
  }

  @Test
  void the_cookies_that_a_large_site_sends_along_fit() throws IOException {
    RawHttp.Answer answer =
        RawHttp.post(tracker.port(), "/p/v1/e", batch(tracker, visitor))
            .header("Origin", TestTracker.ORIGIN)
            .header("Cookie", "piste_visitor=" + visitor.id() + "; other=" + "y".repeat(20_000))
            .send();
    assertReadable(204, answer);
  }

  @Test
  void bodies_that_break_off() throws IOException {
    String line = "POST /p/v1/e HTTP/1.1";
    double before = tracker.refused("broken_json");
    assertProblem(
        400,
        "bad_request",
        raw(line, "Host: x", ORIGIN, "Connection: close", "Content-Length: 50", "", "{"));
    assertProblem(
        400,
        "bad_request",
        raw(
            line,
            "Host: x",
            ORIGIN,
            "Connection: close",
            "Transfer-Encoding: chunked",
            "",
            "zz",
            "",
            ""));
    assertEquals(before + 2, tracker.refused("broken_json"));
  }

  @Test
  void too_many_requests() throws IOException {
    LimitSettings few = new LimitSettings(1, 1_000, 1_000, 1_000);
    try (TestTracker limited = TestTracker.limited(few)) {
      tooMany(limited);
      tooMany(limited);
      RawHttp.Answer answer = tooMany(limited);
      assertProblem(429, "too_many_requests", answer);
      assertTrue(answer.header("Retry-After").isPresent());
    }
  }

  private static RawHttp.Answer tooMany(TestTracker limited) throws IOException {
    return RawHttp.post(limited.port(), "/p/v1/e", "{")
        .header("Origin", TestTracker.ORIGIN)
        .header("X-Forwarded-For", "203.0.113.1")
        .send();
  }

  @Test
  void what_is_our_fault() throws IOException {
    EventLogSettings none = new EventLogSettings(1, 1, Duration.ofSeconds(1));
    try (TestTracker full = TestTracker.withoutLog(none)) {
      TestTracker.Visitor any = full.visitor("visits");
      String two =
          Sample.batch(full.site().publicId(), any.consent(), Sample.page("1"), Sample.page("2"));
      assertProblem(503, "busy", post(full, any, two));
      full.database.jdbi().useHandle(handle -> handle.execute("DROP TABLE consent_state"));
      assertProblem(
          500, "internal", post(full, any, two.replace(any.consent(), "AAAAAAAAAAAAAAAAAAAAAA")));
    }
  }

  private static String batch(TestTracker of, TestTracker.Visitor who) {
    return Sample.batch(of.site().publicId(), who.consent(), Sample.page("1"));
  }

  private static RawHttp.Answer post(TestTracker to, TestTracker.Visitor who, String body)
      throws IOException {
    return RawHttp.post(to.port(), "/p/v1/e", body)
        .header("Origin", TestTracker.ORIGIN)
        .header("Cookie", "piste_visitor=" + who.id())
        .send();
  }

  private static RawHttp.Answer raw(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tracker.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return RawHttp.Answer.read(socket.getInputStream().readAllBytes());
    }
  }

  private static void assertReadable(int status, RawHttp.Answer answer) {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(List.of(TestTracker.ORIGIN), answer.all("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("true"), answer.header("Access-Control-Allow-Credentials"));
    assertEquals(List.of("Origin"), answer.all("Vary"));
  }

  private static void assertProblem(int status, String code, RawHttp.Answer answer)
      throws IOException {
    assertReadable(status, answer);
    assertTold(status, code, answer);
  }

  private static void assertTold(int status, String code, RawHttp.Answer answer)
      throws IOException {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
    JsonNode problem = Json.MAPPER.readTree(answer.body());
    assertEquals(code, problem.get("code").textValue());
    assertEquals(status, problem.get("status").intValue());
    assertFalse(problem.get("detail").textValue().isBlank());
    assertFalse(Leaks.in(answer.body()), answer.body());
  }
}
