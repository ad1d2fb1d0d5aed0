package io.piste.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.piste.base.Json;
import io.piste.support.TestTracker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Requests as the snippet makes them. */
final class Sample {
  private Sample() {}

  /** A batch under the visitor's consent; the word SITE stands for the public id. */
  static String batch(TestTracker.Visitor visitor, ObjectNode... events) {
    return batch("SITE", visitor.consent(), events);
  }

  static String batch(TestTracker.Visitor visitor, ObjectNode event, long sent) {
    return batch(visitor, event).replace("\"sent\":1000", "\"sent\":" + sent);
  }

  static String batch(String site, String consent, ObjectNode... events) {
    return "{\"s\":\"%s\",\"c\":\"%s\",\"sent\":1000,\"e\":%s}"
        .formatted(site, consent, Json.write(Arrays.asList(events)));
  }

  static ObjectNode page(String number) {
    return event(number, "page").put("ti", "Sencha").put("l", "en-GB");
  }

  static ObjectNode cart(String number) {
    Map<String, Object> good =
        Map.of(
            "sku",
            "s1",
            "name",
            "Sencha",
            "quantity",
            2,
            "price",
            9.5,
            "url",
            TestTracker.ORIGIN + "/sencha?session=1",
            "image",
            "https://img.shop.example/s.jpg");
    Map<String, Object> bad =
        Map.of(
            "sku", "s2",
            "name", "<b>Free</b> money https://evil.example/x",
            "quantity", 1,
            "price", 0,
            "url", "https://evil.example/",
            "image", "https://shop.example.evil.example/x.png");
    ObjectNode event = event(number, "cart");
    event.set(
        "cart",
        Json.MAPPER.valueToTree(
            Map.of("id", "c1", "seq", 1, "currency", "EUR", "lines", List.of(good, bad))));
    return event;
  }

  static ObjectNode identify(String number, String identity) throws JsonProcessingException {
    ObjectNode event = event(number, "identify");
    event.set("identify", Json.MAPPER.readTree(identity));
    return event;
  }

  /** What a shop's server signs. */
  static String identityToken(TestTracker tracker, String audience, Duration life) {
    String secret = tracker.identities.secretFor(tracker.site().publicId(), 1);
    return Jwts.builder()
        .audience()
        .add(audience)
        .and()
        .issuedAt(Date.from(tracker.clock.instant()))
        .expiration(Date.from(tracker.clock.instant().plus(life)))
        .claim("email", "jo@example.com")
        .claim("given_name", "Jo")
        .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
        .compact();
  }

  private static ObjectNode event(String number, String type) {
    String id = "01890a5d-ac96-774b-bcce-" + "0".repeat(12 - number.length()) + number;
    return Json.MAPPER
        .createObjectNode()
        .put("id", id)
        .put("t", type)
        .put("at", 1000)
        .put("u", TestTracker.ORIGIN + "/page");
  }
}
