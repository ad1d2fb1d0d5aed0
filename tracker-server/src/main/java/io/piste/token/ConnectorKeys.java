package io.piste.token;

import io.jsonwebtoken.Claims;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The keys that an administrator pastes into a shop's plug-in, sent as {@code Authorization:
 * Bearer}. They do not expire: raising the site's key version revokes them. Thread-safe.
 */
public final class ConnectorKeys {
  private static final String AUDIENCE = "piste-api";
  private static final String VERSION = "kv";

  private final byte[] key;
  private final InstantSource clock;

  /** Keys of this installation. */
  public ConnectorKeys(Secrets secrets, InstantSource clock) {
    this.key = secrets.derive("connector");
    this.clock = clock;
  }

  /** The key of the site; always the same for the same version. */
  public String issue(String publicId, int keyVersion) {
    return Jwt.signed(Jwt.builder(AUDIENCE).subject(publicId).claim(VERSION, keyVersion), key);
  }

  /** What it says; empty when we did not sign it. The caller compares the version. */
  public Optional<ConnectorKey> verify(String token) {
    return Jwt.verify(token, key, AUDIENCE, clock).flatMap(ConnectorKeys::read);
  }

  private static Optional<ConnectorKey> read(Claims claims) {
    return claims.getSubject() != null && claims.get(VERSION) instanceof Integer version
        ? Optional.of(new ConnectorKey(claims.getSubject(), version))
        : Optional.empty();
  }
}
