package io.piste.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtBuilder;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys that an administrator pastes into a shop's plug-in, sent as {@code Authorization:
 * Bearer}: JWTs of the audience {@code piste-api}, HS256 and nothing else, with the site's public
 * id as {@code sub}, the number of their row as {@code jti} and their scopes as {@code scope}. They
 * prove only that we made them; the row says whether they still count. Thread-safe.
 */
public final class ConnectorTokens {
  /** The audience of connector keys. */
  static final String AUDIENCE = "piste-api";

  private static final int LONGEST_NUMBER = 18;

  private final byte[] key;
  private final InstantSource clock;

  /** Keys of this installation. */
  public ConnectorTokens(Secrets secrets, InstantSource clock) {
    this.key = secrets.derive("connector");
    this.clock = clock;
  }

  /**
   * The key of a row, to be shown once.
   *
   * @param scopes by spaces
   * @param ends null for never
   */
  public String issue(ConnectorToken token, String scopes, Instant made, @Nullable Instant ends) {
    JwtBuilder builder =
        Jwt.builder(AUDIENCE)
            .subject(token.publicId())
            .id(Long.toString(token.number()))
            .issuedAt(Date.from(made))
            .claim("scope", scopes);
    if (ends != null) {
      builder.expiration(Date.from(ends));
    }
    return Jwt.signed(builder, key);
  }

  /** What it says; empty when we did not sign it, for this use, or it ended. */
  public Optional<ConnectorToken> verify(String token) {
    return Jwt.verify(token, key, AUDIENCE, clock).flatMap(ConnectorTokens::read);
  }

  private static Optional<ConnectorToken> read(Claims claims) {
    String publicId = claims.getSubject();
    String number = claims.getId();
    return publicId != null && number != null && isNumber(number)
        ? Optional.of(new ConnectorToken(publicId, Long.parseLong(number)))
        : Optional.empty();
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_NUMBER
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
