package io.piste.anonymous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.anonymous.AnonymousFigures.Sums;
import io.piste.base.Json;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted, and what is not. */
final class AnonymousServletIT extends AnonymousTest {
  @Test
  void it_is_off_unless_the_site_switched_it_on() throws IOException {
    switched.turn(site.id(), false);
    RawHttp.Answer answer = view("/", HERE).send();
    assertEquals(403, answer.status());
    assertTrue(answer.body().contains("\"switched_off\""), answer.body());
    visits.flush();
    for (String table : List.of("salt", "seen", "hour", "day")) {
      assertEquals(0, count("anonymous_" + table), table);
    }
    Site other = sites.add(site("Other", "https://other.shop.example"));
    assertFalse(new AnonymousSites(jdbi, clock).isOn(other.id()));
  }

  @Test
  void on_a_site_for_minors_nobody_is_counted() throws IOException {
    minors.add(site.id());
    assertEquals(403, view("/", HERE).send().status());
    assertEquals(Sums.NONE, today());
  }

  @Test
  void views_visits_and_visitors_are_counted() throws IOException {
    assertEquals(204, view("/teas", HERE).send().status());
    view("/teas/sencha", HERE).send();
    view("/teas", "198.51.100.1").send();
    clock.advance(Duration.ofMinutes(31));
    view("/teas", HERE).send();
    assertEquals(new Sums(4, 3, 2), today());
    assertEquals(
        List.of(
            new AnonymousFigures.Row("/teas", 3, 3),
            new AnonymousFigures.Row("/teas/sencha", 1, 0)),
        values(Kind.PAGE));
    assertEquals(List.of(new AnonymousFigures.Row("desktop", 4, 3)), values(Kind.DEVICE));
    assertEquals(List.of(new AnonymousFigures.Row("Firefox", 4, 3)), values(Kind.BROWSER));
  }

  @Test
  void sources_are_hosts_and_campaigns_and_never_the_site_itself() throws IOException {
    view("/", "203.0.113.1", "\"r\":\"www.example.org\"").send();
    view("/", "203.0.114.1", "\"r\":\"blog.shop.example\"").send();
    view("/", "203.0.115.1", "\"r\":\"www.example.org\",\"q\":\"Letter\"").send();
    view("/", "203.0.116.1", "\"r\":\"<script>\"").send();
    visits.flush();
    Set<String> sources = Set.copyOf(values(Kind.SOURCE).stream().map(row -> row.value()).toList());
    assertEquals(Set.of("example.org", "letter", ""), sources);
  }

  @Test
  void browsers_of_one_network_that_say_the_same_are_one_and_their_addresses_are_cut()
      throws IOException {
    view("/", "203.0.113.7").send();
    view("/", "203.0.113.99").send();
    view("/", "203.0.113.99").header("User-Agent", "Mozilla/5.0 Chrome/140.0 Safari/537.36").send();
    assertEquals(2, today().visitors());
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-GPC, 1, privacy_signal",
    "DNT, 1, privacy_signal",
    "Sec-Purpose, prefetch;prerender, prefetch",
    "Cookie, piste_out=1, opted_out"
  })
  void who_does_not_want_to_be_counted_is_not(String header, String value, String outcome)
      throws IOException {
    assertEquals(204, view("/", HERE).header(header, value).send().status());
    assertEquals(1, outcomes(outcome));
    assertEquals(Sums.NONE, today());
    assertEquals(0, count("anonymous_seen"));
  }

  @Test
  void robots_are_left_out() throws IOException {
    view("/", HERE).header("User-Agent", ROBOT).send();
    view("/", HERE).header("User-Agent", "curl/8.1").send();
    view("/", HERE).header("Accept-Language", "").send();
    assertEquals(3, outcomes("robot"));
    assertEquals(Sums.NONE, today());
  }

  @Test
  void the_wish_not_to_be_counted_is_a_cookie_that_is_the_same_for_everybody() throws IOException {
    RawHttp.Answer answer = wish(true, "t.shop.example");
    assertEquals(
        "piste_out=1; Path=/; Max-Age=34128000; Secure; SameSite=Lax; Domain=shop.example",
        answer.setCookie("piste_out").orElseThrow());
    assertEquals(200, answer.status());
    String own = wish(true, "www.shop.example").setCookie("piste_out").orElseThrow();
    assertFalse(own.contains("Domain"), own);
    RawHttp.Answer other = wish(true, "piste.example");
    assertTrue(other.all("Set-Cookie").isEmpty());
    assertEquals(
        "piste_out=1; Path=/; Max-Age=34128000; Secure; SameSite=Lax",
        Json.MAPPER.readTree(other.body()).get("cookie").textValue());
    String taken = wish(false, "t.shop.example").setCookie("piste_out").orElseThrow();
    assertTrue(taken.startsWith("piste_out=; Path=/; Max-Age=0;"), taken);
    assertTrue(view("/", HERE).send().all("Set-Cookie").isEmpty(), "only on the person's own wish");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{\"s\":7,\"p\":\"/\"}",
        "{\"s\":\"SITE\"}",
        "{\"s\":\"SITE\",\"p\":[]}",
        "{\"s\":\"SITE\",\"p\":\"\"}",
        "{\"s\":\"SITE\",\"p\":\"/\",\"r\":{}}",
        "{\"s\":\"SITE\",\"out\":\"yes\"}",
        "{\"s\":\"SITE\",\"p\":\"/\\u0000\"}"
      })
  void garbage_is_a_clear_error(String body) throws IOException {
    RawHttp.Answer answer =
        RawHttp.post(server.port(), "/p/v1/a", body.replace("SITE", site.publicId()))
            .header("Origin", ORIGIN)
            .send();
    assertEquals(400, answer.status(), answer.body());
    assertEquals(1, outcomes("broken"));
    assertEquals(0, count("anonymous_salt"));
  }

  @Test
  void random_bytes_never_fail_here() throws IOException {
    Random random = new Random(7);
    String good = "{\"s\":\"" + site.publicId() + "\",\"p\":\"/teas\",\"r\":\"a.example\"}";
    for (int i = 0; i < 300; i++) {
      StringBuilder body = new StringBuilder(good);
      for (int change = random.nextInt(4); change >= 0; change--) {
        body.setCharAt(random.nextInt(body.length()), (char) random.nextInt(0x250));
      }
      int status =
          RawHttp.post(server.port(), "/p/v1/a", body.toString())
              .header("Origin", ORIGIN)
              .send()
              .status();
      assertTrue(Set.of(204, 400, 403).contains(status), status + " for " + body);
    }
    assertEquals(0, outcomes("failed"));
    assertAddUp();
  }

  @Test
  void strangers_pages_and_huge_bodies_are_refused() throws IOException {
    assertEquals(403, view("/", HERE, "\"x\":1", "https://evil.example").send().status());
    assertEquals(
        403,
        RawHttp.post(server.port(), "/p/v1/a", "{\"s\":\"" + site.publicId() + "\",\"p\":\"/\"}")
            .send()
            .status(),
        "no origin");
    assertEquals(
        403,
        RawHttp.post(server.port(), "/p/v1/a", "{\"s\":\"nobody\",\"p\":\"/\"}")
            .header("Origin", ORIGIN)
            .send()
            .status());
    RawHttp.Answer huge = view("/", HERE, "\"x\":\"" + "a".repeat(5_000) + "\"").send();
    assertEquals(413, huge.status());
    assertEquals(405, RawHttp.get(server.port(), "/p/v1/a").send().status());
    assertEquals(3, outcomes("not_ours"));
    assertEquals(1, outcomes("broken"));
    assertAddUp();
  }

  @Test
  void a_flood_from_one_network_is_stopped() throws IOException {
    server.close();
    server = start("5");
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      statuses.add(
          view("/" + i, HERE).header("User-Agent", "Mozilla/5.0 Firefox/" + i).send().status());
    }
    assertEquals(List.of(204, 204, 204, 204, 204, 429, 429, 429), statuses);
    assertEquals(5, today().views());
    assertEquals(3, outcomes("limit"));
    assertAddUp();
  }
}
