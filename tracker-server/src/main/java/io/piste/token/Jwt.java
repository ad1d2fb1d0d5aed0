package io.piste.token;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * JSON Web Tokens as we allow them: HS256 and nothing else, never compressed, always for one
 * audience. Whatever is wrong with a token, the answer is the same: empty.
 */
final class Jwt {
  /** A token longer than this is none of ours; it is not even parsed. */
  private static final int MAX_LENGTH = 4096;

  private Jwt() {}

  static JwtBuilder builder(String audience) {
    return Jwts.builder().audience().add(audience).and();
  }

  static String signed(JwtBuilder builder, byte[] key) {
    return builder.signWith(secretKey(key), Jwts.SIG.HS256).compact();
  }

  static Optional<Claims> verify(String token, byte[] key, String audience, InstantSource clock) {
    // The library reads "=" as it reads "A": one token would have several spellings.
    if (token.length() > MAX_LENGTH || token.indexOf('=') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Jwts.parser()
              .sig()
              .clear()
              .add(Jwts.SIG.HS256)
              .and()
              .zip()
              .clear()
              .and()
              .clock(() -> Date.from(clock.instant()))
              .requireAudience(audience)
              .verifyWith(secretKey(key))
              .build()
              .parseSignedClaims(token)
              .getPayload());
    } catch (JwtException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static SecretKey secretKey(byte[] key) {
    return new SecretKeySpec(key, "HmacSHA256");
  }
}
