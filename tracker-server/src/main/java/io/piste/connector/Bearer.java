package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.api.Scope;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** Finds out which site's server is calling, and notes it. Thread-safe. */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private final ConnectorKeys keys;
  private final Sites sites;
  private final Connectors connectors;

  /** Knows callers by the keys that the console makes. */
  public Bearer(ConnectorKeys keys, Sites sites, Connectors connectors) {
    this.keys = keys;
    this.sites = sites;
    this.connectors = connectors;
  }

  /**
   * Who calls with a key that opens the scope.
   *
   * @throws Problem BAD_KEY as {@link #caller(HttpServletRequest, HttpServletResponse)}, or
   *     SCOPE_MISSING
   */
  public Caller caller(HttpServletRequest request, HttpServletResponse response, Scope scope) {
    Caller caller = caller(request, response);
    require(caller, scope);
    return caller;
  }

  /** {@link Problem} SCOPE_MISSING unless the caller's key opens the scope. */
  static void require(Caller caller, Scope scope) {
    if (!caller.key().has(scope)) {
      throw new Problem(
          ProblemCode.SCOPE_MISSING,
          "This key does not open "
              + scope.word()
              + ": make one with that scope in the console, and use it instead.");
    }
  }

  /**
   * Who calls, with whatever key.
   *
   * @throws Problem BAD_KEY when the key is missing, forged, ended or revoked
   */
  public Caller caller(HttpServletRequest request, HttpServletResponse response) {
    Caller caller =
        Optional.ofNullable(request.getHeader("Authorization"))
            .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .flatMap(header -> keys.good(header.substring(SCHEME.length()).strip()))
            .flatMap(key -> sites.find(key.site()).map(site -> new Caller(site, key)))
            .orElseThrow(
                () -> {
                  response.setHeader("WWW-Authenticate", "Bearer realm=\"piste\"");
                  return new Problem(
                      ProblemCode.BAD_KEY,
                      "The key is missing, wrong, ended or revoked: make one for the site in the"
                          + " console.");
                });
    keys.used(caller.key());
    ConnectorHeader.of(request).ifPresent(said -> connectors.seen(caller.site().id(), said));
    return caller;
  }
}
