package io.piste.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.piste.base.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tokens as a shop's server makes them. */
final class IdentityTokensTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String SITE = "site-one";

  private final IdentityTokens tokens = new IdentityTokens(new Secrets(new byte[32]));

  private JwtBuilder token(Instant issued, Duration life) {
    return Jwts.builder()
        .audience()
        .add(SITE)
        .and()
        .issuedAt(Date.from(issued))
        .expiration(Date.from(issued.plus(life)))
        .claim("email", "Ada@Shop.example");
  }

  private String signed(JwtBuilder token) {
    String secret = tokens.secretFor(SITE, 1);
    return token
        .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
        .compact();
  }

  private Optional<VerifiedIdentity> verified(JwtBuilder token) {
    return tokens.verify(SITE, 1, signed(token), NOW);
  }

  @Test
  void tells_who_it_is() {
    assertEquals(
        Optional.of(
            new VerifiedIdentity(
                new EmailAddress("ada@shop.example"), Optional.of("Ada"), Optional.of("Byron"))),
        verified(
            token(NOW, Duration.ofMinutes(5))
                .claim("given_name", " Ada ")
                .claim("family_name", "Byron")));
  }

  @Test
  void leaves_out_names_that_are_missing_too_long_or_no_text() {
    assertEquals(
        Optional.of(
            new VerifiedIdentity(
                new EmailAddress("ada@shop.example"), Optional.empty(), Optional.empty())),
        verified(
            token(NOW, Duration.ofMinutes(5))
                .claim("given_name", "a".repeat(101))
                .claim("family_name", 5)));
  }

  @Test
  void lives_five_minutes_at_most() {
    assertTrue(verified(token(NOW, Duration.ofMinutes(5))).isPresent());
    assertTrue(verified(token(NOW, Duration.ofMinutes(5).plusSeconds(1))).isEmpty());
    assertTrue(verified(token(NOW.minusSeconds(301), Duration.ofMinutes(5))).isEmpty());
  }

  @Test
  void may_be_a_little_but_not_much_ahead_of_our_clock() {
    assertTrue(verified(token(NOW.plusSeconds(20), Duration.ofMinutes(5))).isPresent());
    assertTrue(verified(token(NOW.plusSeconds(60), Duration.ofMinutes(5))).isEmpty());
  }

  @Test
  void must_say_when_it_was_made_and_when_it_ends() {
    assertTrue(verified(token(NOW, Duration.ofMinutes(5)).issuedAt(null)).isEmpty());
    assertTrue(verified(token(NOW, Duration.ofMinutes(5)).expiration(null)).isEmpty());
  }

  @Test
  void must_name_an_address() {
    assertTrue(verified(token(NOW, Duration.ofMinutes(5)).claim("email", "ada")).isEmpty());
    assertTrue(verified(token(NOW, Duration.ofMinutes(5)).claim("email", null)).isEmpty());
  }

  @Test
  void counts_for_its_site_and_its_key_version_alone() {
    String token = signed(token(NOW, Duration.ofMinutes(5)));
    assertTrue(tokens.verify("site-two", 1, token, NOW).isEmpty());
    assertTrue(tokens.verify(SITE, 2, token, NOW).isEmpty(), "revoked");
    assertNotEquals(tokens.secretFor(SITE, 1), tokens.secretFor(SITE, 2));
    assertNotEquals(tokens.secretFor(SITE, 1), tokens.secretFor("site-two", 1));
    String elsewhere = signed(token(NOW, Duration.ofMinutes(5)).claim("aud", "site-two"));
    assertTrue(tokens.verify(SITE, 1, elsewhere, NOW).isEmpty());
  }
}
