package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.ConnectorKeys;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Finds out which site's server is calling. Thread-safe. */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private final ConnectorKeys keys;
  private final Sites sites;

  /** Knows callers by the keys that the console shows. */
  public Bearer(ConnectorKeys keys, Sites sites) {
    this.keys = keys;
    this.sites = sites;
  }

  /** The caller's site; {@link Problem} BAD_KEY when the key is missing, forged or revoked. */
  Site site(HttpServletRequest request, HttpServletResponse response) {
    return Optional.ofNullable(request.getHeader("Authorization"))
        .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .flatMap(header -> keys.verify(header.substring(SCHEME.length()).strip()))
        .flatMap(
            key ->
                sites.byPublicId(key.publicId()).filter(site -> site.keyVersion() == key.version()))
        .orElseThrow(
            () -> {
              response.setHeader("WWW-Authenticate", "Bearer realm=\"piste\"");
              return new Problem(
                  ProblemCode.BAD_KEY,
                  "The key is missing, wrong or revoked: copy the site's key from the console.");
            });
  }
}
