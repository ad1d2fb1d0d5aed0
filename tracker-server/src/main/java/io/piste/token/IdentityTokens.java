package io.piste.token;

import io.jsonwebtoken.Claims;
import io.piste.base.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;

/**
 * Tokens by which a shop's server vouches for who is signed in: a JWT with {@code aud} (the site's
 * public id), {@code iat}, {@code exp} at most 5 minutes later, {@code email}, and optionally
 * {@code given_name} and {@code family_name}; HS256 with the UTF-8 bytes of the site's identity
 * secret. Thread-safe.
 */
public final class IdentityTokens {
  private static final Duration MAX_LIFE = Duration.ofMinutes(5);

  /** How far a shop's clock may be ahead of ours. */
  private static final Duration AHEAD = Duration.ofSeconds(30);

  private static final int MAX_NAME = 100;

  private final Secrets secrets;

  /** Tokens for the sites of this installation. */
  public IdentityTokens(Secrets secrets) {
    this.secrets = secrets;
  }

  /** The secret that the site's server signs with: 43 characters. */
  public String secretFor(String publicId, int keyVersion) {
    byte[] secret = secrets.derive("identity " + keyVersion + " " + publicId);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  /** Who it is; empty when the token is not valid for that site now. */
  public Optional<VerifiedIdentity> verify(
      String publicId, int keyVersion, String token, Instant now) {
    byte[] key = secretFor(publicId, keyVersion).getBytes(StandardCharsets.UTF_8);
    return Jwt.verify(token, key, publicId, () -> now)
        .filter(claims -> isShortLived(claims, now))
        .flatMap(IdentityTokens::read);
  }

  private static boolean isShortLived(Claims claims, Instant now) {
    Date issued = claims.getIssuedAt();
    Date expires = claims.getExpiration();
    return issued != null
        && expires != null
        && !issued.toInstant().isAfter(now.plus(AHEAD))
        && !expires.toInstant().isAfter(issued.toInstant().plus(MAX_LIFE));
  }

  private static Optional<VerifiedIdentity> read(Claims claims) {
    return text(claims, "email")
        .flatMap(EmailAddress::parse)
        .map(
            email ->
                new VerifiedIdentity(
                    email, name(claims, "given_name"), name(claims, "family_name")));
  }

  private static Optional<String> name(Claims claims, String claim) {
    return text(claims, claim)
        .map(String::strip)
        .filter(name -> !name.isEmpty() && name.length() <= MAX_NAME);
  }

  private static Optional<String> text(Claims claims, String claim) {
    return claims.get(claim) instanceof String text ? Optional.of(text) : Optional.empty();
  }
}
