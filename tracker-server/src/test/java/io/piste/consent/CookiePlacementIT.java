package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Json;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The very headers that carry cookies, for each place that the tracker may stand at. */
final class CookiePlacementIT {
  private static final Pattern LIFE = Pattern.compile("; Max-Age=(\\d+);");

  private static TestTracker tracker;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @ParameterizedTest
  @CsvSource({
    "t.shop.example, '', true",
    "www.shop.example, '', false",
    "127.0.0.1, www.shop.example, false",
    "127.0.0.1, t.shop.example, true"
  })
  void both_cookies_come_by_header_with_every_attribute(
      String host, String forwarded, boolean domain) throws IOException {
    RawHttp.Answer answer = choose("accept", host, forwarded, "visits", "profile", "carts");
    String consent = answer.setCookie("piste_consent").orElseThrow();
    String visitor = answer.setCookie("piste_visitor").orElseThrow();
    for (String each : List.of(consent, visitor)) {
      assertTrue(each.contains("; Path=/; "), each);
      assertTrue(each.contains("; Secure"), each);
      assertTrue(each.contains("; SameSite=Lax"), each);
      assertTrue(life(each).compareTo(Duration.ofDays(7)) > 0, each);
      assertFalse(each.contains("SameSite=None") || each.contains("Partitioned"), each);
    }
    assertTrue(visitor.contains("; HttpOnly"), visitor);
    assertFalse(visitor.contains("Domain="), "it is the tracker's alone: " + visitor);
    assertFalse(consent.contains("HttpOnly"), consent);
    assertEquals(domain, consent.contains("; Domain=shop.example"), consent);
    assertTrue(life(visitor).compareTo(Duration.ofDays(395)) <= 0, "rule C16: " + visitor);
    assertTrue(Json.MAPPER.readTree(answer.body()).path("visitor").isNull(), "no token beside it");
  }

  @Test
  void a_refusal_deletes_the_visitor_by_header_where_it_was_set() throws IOException {
    for (String host : List.of("t.shop.example", "www.shop.example")) {
      RawHttp.Answer answer = choose("refuse", host, "");
      String visitor = answer.setCookie("piste_visitor").orElseThrow();
      assertTrue(visitor.startsWith("piste_visitor=; Path=/; Max-Age=0;"), visitor);
      assertTrue(visitor.contains("; Secure") && visitor.contains("; HttpOnly"), visitor);
    }
  }

  @Test
  void on_another_site_no_cookie_is_set_and_a_signed_token_is_given() throws IOException {
    for (String host : List.of("piste.example", "evilshop.example", "shop.example.evil.example")) {
      RawHttp.Answer answer = choose("accept", host, "", "visits", "profile", "carts");
      assertEquals(List.of(), answer.all("Set-Cookie"), host);
      String token = Json.MAPPER.readTree(answer.body()).path("visitor").textValue();
      assertTrue(tracker.tokens.verify(tracker.site().publicId(), token).isPresent());
    }
  }

  private static Duration life(String cookie) {
    Matcher life = LIFE.matcher(cookie);
    assertTrue(life.find(), cookie);
    return Duration.ofSeconds(Long.parseLong(life.group(1)));
  }

  private static RawHttp.Answer choose(
      String how, String host, String forwarded, String... purposes) throws IOException {
    RawHttp post =
        RawHttp.post(
                tracker.port(),
                "/p/v1/consent",
                Json.write(tracker.choice(tracker.site(), how, purposes)))
            .host(host)
            .header("Origin", TestTracker.ORIGIN);
    return forwarded.isEmpty() ? post.send() : post.header("X-Forwarded-Host", forwarded).send();
  }
}
