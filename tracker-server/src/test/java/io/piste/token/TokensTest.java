package io.piste.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jsonwebtoken.Jwts;
import io.piste.base.VisitorId;
import io.piste.support.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tokens of visitors and of connectors, and what is tried with them. */
final class TokensTest {
  private static final String SITE = "site-one";

  private final TestClock clock = new TestClock();
  private final Secrets secrets = new Secrets(new byte[32]);
  private final VisitorTokens visitors = new VisitorTokens(secrets, clock);
  private final ConnectorTokens connectors = new ConnectorTokens(secrets, clock);
  private final VisitorId visitor = VisitorId.random();

  private String issued() {
    return visitors.issue(SITE, visitor, clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void a_visitor_is_known_by_the_token_of_its_site() {
    assertEquals(Optional.of(visitor), visitors.verify(SITE, issued()));
  }

  @Test
  void a_token_of_another_site_means_nothing() {
    assertEquals(Optional.empty(), visitors.verify("site-two", issued()));
  }

  @Test
  void a_token_for_another_audience_means_nothing_even_when_the_key_fits() {
    String other =
        Jwt.signed(
            Jwt.builder("site-two")
                .subject(visitor.toString())
                .expiration(Date.from(clock.instant().plusSeconds(60))),
            secrets.derive("visitor " + SITE));
    assertEquals(Optional.empty(), visitors.verify(SITE, other));
  }

  @Test
  void a_token_ends_when_it_says_and_must_say_so() {
    String token = issued();
    clock.advance(Duration.ofDays(2));
    assertEquals(Optional.empty(), visitors.verify(SITE, token));
    String endless =
        Jwt.signed(
            Jwt.builder(SITE).subject(visitor.toString()), secrets.derive("visitor " + SITE));
    assertEquals(Optional.empty(), visitors.verify(SITE, endless));
  }

  @Test
  void a_token_of_another_installation_means_nothing() {
    byte[] other = new byte[32];
    other[0] = 1;
    assertEquals(
        Optional.empty(), new VisitorTokens(new Secrets(other), clock).verify(SITE, issued()));
  }

  @Test
  void a_token_without_a_signature_means_nothing() {
    String payload = issued().split("\\.", -1)[1];
    String none = base64("{\"alg\":\"none\"}") + "." + payload + ".";
    assertEquals(Optional.empty(), visitors.verify(SITE, none));
    String unsigned =
        Jwts.builder()
            .audience()
            .add(SITE)
            .and()
            .subject(visitor.toString())
            .expiration(Date.from(clock.instant().plusSeconds(60)))
            .compact();
    assertEquals(Optional.empty(), visitors.verify(SITE, unsigned));
  }

  @Test
  void another_algorithm_means_nothing_even_with_the_right_key() {
    byte[] key = secrets.derive("visitor " + SITE);
    String header = base64("{\"alg\":\"HS512\"}");
    String signed = header + "." + issued().split("\\.", -1)[1];
    String signature =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Secrets.hmac(key, signed.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(Optional.empty(), visitors.verify(SITE, signed + "." + signature));
  }

  @Test
  void whatever_is_changed_in_a_token_it_means_nothing_then_and_nothing_breaks() {
    Random random = new Random(25);
    String token = issued();
    for (int round = 0; round < 2_000; round++) {
      StringBuilder changed = new StringBuilder(token);
      int at = random.nextInt(token.length() - 1); // the last character has unused bits
      changed.setCharAt(at, (char) (32 + random.nextInt(95)));
      if (!changed.toString().equals(token)) {
        assertEquals(Optional.empty(), visitors.verify(SITE, changed.toString()));
      }
    }
    assertEquals(Optional.empty(), visitors.verify(SITE, ""));
    assertEquals(Optional.empty(), visitors.verify(SITE, "x".repeat(1_000_000)));
  }

  @Test
  void a_token_has_one_spelling() {
    String token = issued();
    int at = token.indexOf('A', token.lastIndexOf('.'));
    while (at < 0 || at == token.length() - 1) {
      clock.advance(Duration.ofSeconds(1));
      token = issued();
      at = token.indexOf('A', token.lastIndexOf('.'));
    }
    String other = token.substring(0, at) + "=" + token.substring(at + 1);
    assertEquals(Optional.empty(), visitors.verify(SITE, other));
  }

  private String key() {
    return connectors.issue(new ConnectorToken(SITE, 3), "events", clock.instant(), null);
  }

  @Test
  void a_connector_key_names_its_site_and_row() {
    assertEquals(Optional.of(new ConnectorToken(SITE, 3)), connectors.verify(key()));
    Instant end = clock.instant().plus(Duration.ofHours(1));
    String ending = connectors.issue(new ConnectorToken(SITE, 4), "events", clock.instant(), end);
    assertEquals(Optional.of(new ConnectorToken(SITE, 4)), connectors.verify(ending));
    clock.advance(Duration.ofHours(2));
    assertEquals(Optional.empty(), connectors.verify(ending));
  }

  @Test
  void a_connector_key_without_signature_or_of_another_algorithm_audience_or_number_is_none() {
    byte[] key = secrets.derive("connector");
    String payload = key().split("\\.", -1)[1];
    for (String algorithm : List.of("none", "None", "NONE")) {
      String header = base64("{\"alg\":\"" + algorithm + "\"}");
      assertEquals(Optional.empty(), connectors.verify(header + "." + payload + "."));
      assertEquals(Optional.empty(), connectors.verify(header + "." + payload));
    }
    String signed = base64("{\"alg\":\"HS512\"}") + "." + payload;
    String signature =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Secrets.hmac(key, signed.getBytes(StandardCharsets.US_ASCII)));
    assertEquals(Optional.empty(), connectors.verify(signed + "." + signature));
    for (String number : List.of("", "x", "-1", "1 OR 1=1", "9".repeat(30), "١")) {
      assertEquals(Optional.empty(), connectors.verify(numbered("piste-api", number)), number);
    }
    assertEquals(Optional.empty(), connectors.verify(numbered("piste", "3")));
    assertTrue(connectors.verify(numbered("piste-api", "3")).isPresent());
  }

  private String numbered(String audience, String number) {
    return Jwt.signed(Jwt.builder(audience).subject(SITE).id(number), secrets.derive("connector"));
  }

  @Test
  void a_visitor_token_is_no_connector_key_and_the_other_way_round() {
    assertEquals(Optional.empty(), connectors.verify(issued()));
    assertEquals(Optional.empty(), visitors.verify(SITE, key()));
  }

  @Test
  void an_opaque_token_is_long_random_and_kept_as_a_hash() {
    OpaqueToken token = OpaqueToken.random();
    assertNotEquals(token, OpaqueToken.random());
    assertEquals(Optional.of(token), OpaqueToken.parse(token.text()));
    assertEquals(32, token.hash().length);
    assertTrue(OpaqueToken.parse("../../etc/passwd").isEmpty());
    assertTrue(OpaqueToken.parse(token.text() + "\n").isEmpty());
    assertEquals("OpaqueToken", token.toString(), "never the token itself");
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
