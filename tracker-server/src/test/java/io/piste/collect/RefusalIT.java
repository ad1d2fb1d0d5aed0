package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.Verdict;
import io.piste.report.ReceivedEvents;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each reason not to store an event: what is answered, that it is counted, that nothing stays. */
final class RefusalIT {
  private static TestTracker tracker;
  private static TestTracker.Visitor visitor;
  private static Map<Refusal, Double> refusedBefore = Map.of();
  private static int storedBefore;

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
  void every_reason_has_a_test() {
    Set<Refusal> untested = EnumSet.allOf(Refusal.class);
    Stream.of(RefusalIT.class, LimitRefusalIT.class, MinorsRefusalIT.class)
        .flatMap(tests -> Stream.of(tests.getDeclaredMethods()))
        .filter(method -> method.isAnnotationPresent(Test.class))
        .map(method -> method.getAnnotation(About.class))
        .filter(Objects::nonNull)
        .forEach(about -> untested.remove(about.value()));
    assertEquals(Set.of(), untested);
  }

  @Test
  @About(Refusal.BODY_TOO_LARGE)
  void a_body_over_64_KiB() throws IOException {
    String body = batch() + " ".repeat(64 * 1024);
    assertRefused(Refusal.BODY_TOO_LARGE, 413, "body_too_large", post(body));
  }

  @Test
  @About(Refusal.BROKEN_JSON)
  void a_body_that_is_no_json() throws IOException {
    assertRefused(Refusal.BROKEN_JSON, 400, "bad_json", post(batch().substring(1)));
  }

  @Test
  @About(Refusal.WRONG_SHAPE)
  void an_event_of_another_shape() throws IOException {
    RawHttp.Answer answer = post(batch().replace("\"at\":1000", "\"at\":\"noon\""));
    assertRefused(Refusal.WRONG_SHAPE, 400, "bad_event", answer);
    assertTrue(answer.body().contains("e[0].at: expected a whole number"), answer.body());
  }

  @Test
  void a_page_of_another_origin_has_the_wrong_shape() throws IOException {
    RawHttp.Answer answer =
        post(batch().replace("https://www.shop.example/page", "https://evil.example/page"));
    assertRefused(Refusal.WRONG_SHAPE, 400, "bad_event", answer);
  }

  @Test
  @About(Refusal.PREFETCH)
  void a_page_fetched_ahead() throws IOException {
    assertSilent(Refusal.PREFETCH, post(batch(), "Sec-Purpose: prefetch;prerender"));
    assertSilent(Refusal.PREFETCH, post(batch(), "Purpose: prefetch"));
    assertSilent(Refusal.PREFETCH, post(batch(), "X-Moz: prefetch"));
  }

  @Test
  @About(Refusal.ROBOT)
  void a_robot_that_nobody_consented_for_learns_nothing() throws IOException {
    String robot = "User-Agent: Mozilla/5.0 (compatible; Some/2.0; +https://some.example/)";
    assertSilent(Refusal.ROBOT, post(batch().replace(visitor.consent(), "made up"), robot));
    assertSilent(
        Refusal.ROBOT, post(batch().replace("www.shop.example/page", "evil.example/"), robot));
    assertSilent(Refusal.ROBOT, post(batch().replace(visitor.consent(), ""), "User-Agent: curl/8"));
    assertSilent(Refusal.ROBOT, post(batch().replace(visitor.consent(), ""), "Accept-Language: "));
  }

  @Test
  @About(Refusal.UNKNOWN_SITE)
  void a_site_that_nobody_has() throws IOException {
    String body = Sample.batch("AAAAAAAAAAAA", visitor.consent(), Sample.page("1"));
    assertRefused(Refusal.UNKNOWN_SITE, 403, "unknown_site", post(body));
  }

  @Test
  @About(Refusal.ORIGIN_MISSING)
  void no_origin() throws IOException {
    RawHttp post = RawHttp.post(tracker.port(), "/p/v1/e", batch());
    RawHttp.Answer answer = post.header("Cookie", "piste_visitor=" + visitor.id()).send();
    assertEquals(403, answer.status());
    assertEquals("origin_missing", code(answer));
    assertCounted(Refusal.ORIGIN_MISSING);
  }

  @Test
  @About(Refusal.ORIGIN_NOT_LISTED)
  void an_origin_that_is_not_on_the_list() throws IOException {
    RawHttp.Answer answer =
        RawHttp.post(tracker.port(), "/p/v1/e", batch())
            .header("Origin", "https://evil.example")
            .header("Cookie", "piste_visitor=" + visitor.id())
            .send();
    assertEquals(403, answer.status());
    assertEquals("origin_not_listed", code(answer));
    assertEquals(Optional.of("https://evil.example"), answer.header("Access-Control-Allow-Origin"));
    assertCounted(Refusal.ORIGIN_NOT_LISTED);
  }

  @Test
  @About(Refusal.NO_CONSENT)
  void no_consent_id() throws IOException {
    assertRefused(
        Refusal.NO_CONSENT, 403, "no_consent", post(batch().replace(visitor.consent(), "")));
  }

  @Test
  void a_consent_id_that_was_made_up() throws IOException {
    String madeUp = ConsentId.random().toString();
    assertRefused(
        Refusal.NO_CONSENT, 403, "no_consent", post(batch().replace(visitor.consent(), madeUp)));
  }

  @Test
  void a_consent_id_of_another_site() throws IOException {
    Site other =
        tracker.addSite("Cakes", "https://t.shop.example", "shop.example", TestTracker.ORIGIN);
    String body = Sample.batch(other.publicId(), visitor.consent(), Sample.page("1"));
    assertRefused(Refusal.NO_CONSENT, 403, "no_consent", post(body));
  }

  @Test
  void a_consent_that_was_withdrawn() throws IOException {
    TestTracker.Visitor gone = tracker.visitor("visits");
    assertEquals(204, postAs(gone, batchOf(gone)).status());
    tracker.withdraw(gone);
    remember();
    assertRefused(Refusal.NO_CONSENT, 403, "no_consent", postAs(gone, batchOf(gone)));
  }

  @Test
  @About(Refusal.OTHER_VISITOR)
  void a_consent_id_of_another_visitor() throws IOException {
    TestTracker.Visitor other = tracker.visitor("visits");
    assertRefused(Refusal.OTHER_VISITOR, 403, "no_consent", postAs(other, batch()));
  }

  @Test
  void a_visitor_id_that_the_page_made_up() throws IOException {
    String body = batch().replace("\"sent\"", "\"v\":\"" + visitor.id() + "\",\"sent\"");
    RawHttp.Answer answer =
        RawHttp.post(tracker.port(), "/p/v1/e", body).header("Origin", TestTracker.ORIGIN).send();
    assertRefused(Refusal.OTHER_VISITOR, 403, "no_consent", answer);
  }

  @Test
  @About(Refusal.PURPOSE_REFUSED)
  void an_event_for_a_purpose_that_was_refused() throws IOException {
    String body = Sample.batch(tracker.site().publicId(), visitor.consent(), Sample.cart("1"));
    assertRefused(Refusal.PURPOSE_REFUSED, 403, "no_consent", post(body));
  }

  @Test
  @About(Refusal.BAD_IDENTITY)
  void a_forged_identity() throws IOException {
    assertRefused(Refusal.BAD_IDENTITY, 400, "bad_event", post(identify("made.up.token")));
    for (String token :
        new String[] {
          Sample.identityToken(tracker, "another site", Duration.ofMinutes(5)),
          Sample.identityToken(tracker, tracker.site().publicId(), Duration.ofHours(1))
        }) {
      assertRefused(Refusal.BAD_IDENTITY, 400, "bad_event", post(identify(token)));
    }
  }

  @Test
  @About(Refusal.TOO_OLD)
  void an_event_of_more_than_7_days_ago_is_kept_apart() throws IOException {
    String old =
        batch().replace("\"sent\":1000", "\"sent\":" + (1_001 + Duration.ofDays(7).toMillis()));
    assertKeptApart(Refusal.TOO_OLD, post(old));
  }

  @Test
  @About(Refusal.IN_FUTURE)
  void an_event_of_more_than_a_minute_from_now_is_kept_apart() throws IOException {
    assertKeptApart(Refusal.IN_FUTURE, post(batch().replace("\"at\":1000", "\"at\":61001")));
  }

  @Test
  @About(Refusal.BUSY)
  void more_than_the_log_takes() throws IOException {
    EventLogSettings tiny = new EventLogSettings(1, 1, Duration.ofSeconds(1));
    try (TestTracker full = TestTracker.withoutLog(tiny)) {
      TestTracker.Visitor any = full.visitor("visits");
      String two =
          Sample.batch(full.site().publicId(), any.consent(), Sample.page("1"), Sample.page("2"));
      RawHttp.Answer answer = postTo(full, any, two);
      assertEquals(503, answer.status());
      assertEquals("busy", code(answer));
      assertTrue(answer.header("Retry-After").isPresent());
      assertEquals(2, full.refused(Refusal.BUSY.reason()));
      assertEquals(0, full.stored());
    }
  }

  @Test
  @About(Refusal.DATABASE_AWAY)
  void events_that_are_not_committed_in_time() throws IOException {
    EventLogSettings slow = new EventLogSettings(10, 10, Duration.ofMillis(50));
    try (TestTracker stuck = TestTracker.withLog(slow)) {
      TestTracker.Visitor any = stuck.visitor("visits");
      String one = Sample.batch(stuck.site().publicId(), any.consent(), Sample.page("1"));
      RawHttp.Answer answer =
          stuck
              .database
              .jdbi()
              .withHandle(
                  handle -> {
                    handle.execute("LOCK TABLES event_log READ");
                    try {
                      return postTo(stuck, any, one);
                    } finally {
                      handle.execute("UNLOCK TABLES");
                    }
                  });
      assertEquals(503, answer.status());
      assertEquals("database_away", code(answer));
      assertTrue(answer.header("Retry-After").isPresent());
      assertEquals(Optional.of(TestTracker.ORIGIN), answer.header("Access-Control-Allow-Origin"));
      assertEquals(1, stuck.refused(Refusal.DATABASE_AWAY.reason()));
    }
  }

  @Test
  @About(Refusal.FAILED)
  void a_mistake_of_ours_tells_nothing() throws IOException {
    try (TestTracker broken = TestTracker.start()) {
      TestTracker.Visitor any = broken.visitor("visits");
      broken.database.jdbi().useHandle(handle -> handle.execute("DROP TABLE consent_state"));
      broken.clock.advance(Duration.ofMinutes(1)); // the consent has to be read again
      String one = Sample.batch(broken.site().publicId(), any.consent(), Sample.page("1"));
      RawHttp.Answer answer = postTo(broken, any, one);
      assertEquals(500, answer.status());
      assertEquals("internal", code(answer));
      assertTrue(!answer.body().contains("consent_state"), answer.body());
      assertEquals(1, broken.refused(Refusal.FAILED.reason()));
      assertEquals(0, broken.stored());
    }
  }

  @Test
  void what_was_received_was_accepted_or_refused() throws IOException {
    post(batch());
    post("{");
    post(batch().replace(visitor.consent(), "x"));

    double refused =
        Arrays.stream(Refusal.values()).mapToDouble(r -> tracker.refused(r.reason())).sum();
    double accepted =
        Arrays.stream(Verdict.values()).mapToDouble(verdict -> tracker.accepted(verdict)).sum();
    assertEquals(tracker.received(), accepted + refused);
    assertTrue(accepted > 0 && refused > 0);
  }

  @Test
  void what_became_of_events_is_added_to_the_hour_of_their_site_once() throws IOException {
    Site cups = tracker.addSite("Cups", "https://t.cups.example", null, "https://cups.example");
    String other = batch().replace(tracker.site().publicId(), cups.publicId());
    post(other);
    tracker.counters.flush();
    post(other);
    tracker.counters.flush();
    tracker.counters.flush();

    Instant now = tracker.clock.instant();
    Map<String, Long> counted =
        new ReceivedEvents(tracker.database.jdbi())
            .byOutcome(cups.id(), now.minus(Duration.ofHours(1)), now.plusMillis(1));
    assertEquals(Map.of("received", 2L, "origin_not_listed", 2L), counted);
  }

  private static String batch() {
    return batchOf(visitor);
  }

  private static String batchOf(TestTracker.Visitor who) {
    return Sample.batch(tracker.site().publicId(), who.consent(), Sample.page("1"));
  }

  private static String identify(String token) throws IOException {
    return Sample.batch(
        tracker.site().publicId(),
        visitor.consent(),
        Sample.identify("1", "{\"token\":\"" + token + "\"}"));
  }

  private static RawHttp.Answer post(String body, String... headers) throws IOException {
    RawHttp post =
        RawHttp.post(tracker.port(), "/p/v1/e", body)
            .header("Origin", TestTracker.ORIGIN)
            .header("Cookie", "piste_visitor=" + visitor.id());
    for (String header : headers) {
      String[] parts = header.split(": ", 2);
      post.header(parts[0], parts[1]);
    }
    return post.send();
  }

  private static RawHttp.Answer postAs(TestTracker.Visitor who, String body) throws IOException {
    return postTo(tracker, who, body);
  }

  private static RawHttp.Answer postTo(TestTracker to, TestTracker.Visitor who, String body)
      throws IOException {
    return RawHttp.post(to.port(), "/p/v1/e", body)
        .header("Origin", TestTracker.ORIGIN)
        .header("Cookie", "piste_visitor=" + who.id())
        .send();
  }

  private static void assertRefused(Refusal reason, int status, String code, RawHttp.Answer answer)
      throws IOException {
    assertEquals(status, answer.status(), answer.body());
    assertEquals(code, code(answer));
    assertEquals(Optional.of(TestTracker.ORIGIN), answer.header("Access-Control-Allow-Origin"));
    assertEquals(Optional.of("true"), answer.header("Access-Control-Allow-Credentials"));
    assertCounted(reason);
  }

  private static void assertSilent(Refusal reason, RawHttp.Answer answer) {
    assertEquals(204, answer.status(), answer.body());
    assertCounted(reason);
  }

  private static void assertKeptApart(Refusal reason, RawHttp.Answer answer) {
    storedBefore++;
    assertSilent(reason, answer);
  }

  private static void assertCounted(Refusal reason) {
    Map<Refusal, Double> expected = new EnumMap<>(refusedBefore);
    expected.merge(reason, 1.0, Double::sum);
    assertEquals(expected, refused());
    assertEquals(storedBefore, tracker.stored());
    remember();
  }

  @BeforeEach
  void remember_what_was_counted() {
    remember();
  }

  private static void remember() {
    refusedBefore = refused();
    storedBefore = tracker.stored();
  }

  private static Map<Refusal, Double> refused() {
    Map<Refusal, Double> refused = new EnumMap<>(Refusal.class);
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, tracker.refused(refusal.reason()));
    }
    return refused;
  }

  private static String code(RawHttp.Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body()).get("code").textValue();
  }
}
