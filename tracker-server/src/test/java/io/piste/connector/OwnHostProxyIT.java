package io.piste.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.Json;
import io.piste.http.HttpServer;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shop's own host passes on what pages ask, from an address that nobody listed. */
final class OwnHostProxyIT {
  private static TestTracker tracker;
  private static HttpServer strange;

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    strange = tracker.amongStrangers();
  }

  @AfterAll
  static void stop() {
    strange.close();
    tracker.close();
  }

  private static RawHttp.Answer accept(String key, String host) throws IOException {
    String choice =
        Json.write(
            Map.of(
                "s", tracker.site().publicId(),
                "hash", tracker.text(tracker.site()).get("hash").textValue(),
                "granted", List.of("visits", "profile", "carts"),
                "how", "accept",
                "u", TestTracker.ORIGIN + "/"));
    return RawHttp.post(strange.port(), "/p/v1/consent", choice)
        .host("piste.example")
        .header("Origin", TestTracker.ORIGIN)
        .header("X-Piste-Proxy", key)
        .header("X-Forwarded-For", "203.0.113.7")
        .header("X-Forwarded-Host", host)
        .header("X-Forwarded-Proto", "https")
        .send();
  }

  private static String key(Site site, Set<Scope> scopes) {
    return tracker.keys.make(site, "Shop", scopes).token();
  }

  @Test
  void cookies_are_those_of_the_shops_own_host() throws IOException {
    RawHttp.Answer answer = accept(key(tracker.site(), Scope.connector()), "www.shop.example");
    assertEquals(200, answer.status(), answer.body());
    String consent = answer.setCookie("piste_consent").orElseThrow();
    String visitor = answer.setCookie("piste_visitor").orElseThrow();
    assertTrue(consent.contains("; Secure") && visitor.contains("; HttpOnly"), visitor);
    assertFalse(consent.contains("Domain=") || visitor.contains("Domain="), consent);
    assertTrue(Json.MAPPER.readTree(answer.body()).path("visitor").isNull(), answer.body());
  }

  @Test
  void a_key_that_is_not_good_or_not_for_this_leaves_the_request_as_it_came() throws IOException {
    Site other =
        tracker.addSite("Other", "https://t.other.example", null, "https://www.other.example");
    ConnectorKey revoked = tracker.keys.make(tracker.site(), "Old", Scope.connector()).key();
    String good = key(tracker.site(), Scope.connector());
    assertEquals(2, accept(good, "www.shop.example").all("Set-Cookie").size());
    for (String key :
        List.of(
            "forged",
            "a.b.c",
            good + "x",
            key(other, Scope.connector()),
            key(tracker.site(), EnumSet.of(Scope.EVENTS)))) {
      RawHttp.Answer answer = accept(key, "www.shop.example");
      assertEquals(List.of(), answer.all("Set-Cookie"), "another site's: " + answer.body());
    }
    assertEquals(List.of(), accept(good, "www.other.example").all("Set-Cookie"));
    assertTrue(tracker.keys.revoke(tracker.site().id(), revoked.number()));
    for (ConnectorKey key : tracker.keys.ofSite(tracker.site().id())) {
      tracker.keys.revoke(tracker.site().id(), key.number());
    }
    assertEquals(
        List.of(), accept(good, "www.shop.example").all("Set-Cookie"), "also once it was good");
  }
}
