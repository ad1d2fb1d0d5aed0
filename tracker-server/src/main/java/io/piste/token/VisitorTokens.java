package io.piste.token;

import io.jsonwebtoken.Claims;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;

/**
 * Visitor ids that a page may hold where our cookie does not arrive. Signed with a key of the site,
 * so that a token of one site, or an id that a page makes up, means nothing on another.
 * Thread-safe.
 */
public final class VisitorTokens {
  private final Secrets secrets;
  private final InstantSource clock;

  /** Asks the clock whether a token has expired. */
  public VisitorTokens(Secrets secrets, InstantSource clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A token for the visitor of the site with that public id. */
  public String issue(String publicId, VisitorId visitor, Instant expires) {
    return Jwt.signed(
        Jwt.builder(publicId).subject(visitor.toString()).expiration(Date.from(expires)),
        key(publicId));
  }

  /** Whose it is; empty when it is not valid for that site, or not any more. */
  public Optional<VisitorId> verify(String publicId, String token) {
    return Jwt.verify(token, key(publicId), publicId, clock)
        .filter(claims -> claims.getExpiration() != null)
        .map(Claims::getSubject)
        .flatMap(VisitorId::parse);
  }

  private byte[] key(String publicId) {
    return secrets.derive("visitor " + publicId);
  }
}
