package io.piste.connector;

import io.piste.base.SiteId;
import io.piste.protocol.api.Scope;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key of a connector, without the key itself, which nobody keeps.
 *
 * @param keyVersion of the site when it was made: raising that one ends all keys of the site
 * @param usedAt the last call, to the minute; null for never
 * @param endsAt null for never
 * @param revokedAt null while it was not
 */
public record ConnectorKey(
    long number,
    SiteId site,
    String name,
    Set<Scope> scopes,
    int keyVersion,
    Instant madeAt,
    @Nullable Instant usedAt,
    @Nullable Instant endsAt,
    @Nullable Instant revokedAt) {
  public ConnectorKey {
    scopes = Set.copyOf(scopes);
  }

  /** Whether it opens this. */
  public boolean has(Scope scope) {
    return scopes.contains(scope);
  }

  /** Whether it counts at this moment for a site of this key version. */
  public boolean isGood(Instant now, int siteKeyVersion) {
    return revokedAt == null
        && (endsAt == null || endsAt.isAfter(now))
        && keyVersion == siteKeyVersion;
  }
}
