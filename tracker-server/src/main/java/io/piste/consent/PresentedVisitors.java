package io.piste.consent;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import io.piste.token.VisitorTokens;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which visitors a request can prove to be: by our cookie, or by a token that we signed for this
 * site. An id that a page makes up is in neither. Usually one or none; more when cookies of two
 * hosts arrive together.
 */
public final class PresentedVisitors {
  static final String COOKIE = "piste_visitor";
  private static final int MOST = 4;

  private final VisitorTokens tokens;

  /** Tokens are checked with these keys. */
  public PresentedVisitors(VisitorTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The one that a shop's server saw: by the token that its page holds, or the value of our cookie.
   */
  public Optional<VisitorId> named(Site site, @Nullable String said) {
    return Optional.ofNullable(said)
        .flatMap(text -> VisitorId.parse(text).or(() -> tokens.verify(site.publicId(), text)));
  }

  /** What a page of the site may hold of a visitor where our cookie does not arrive. */
  String token(Site site, VisitorId visitor, Instant ends) {
    return tokens.issue(site.publicId(), visitor, ends);
  }

  /** Those of a request; {@code token} is what the page sent as {@code v}. */
  public Set<VisitorId> of(HttpServletRequest request, Site site, @Nullable String token) {
    Set<VisitorId> visitors = new LinkedHashSet<>();
    if (token != null) {
      tokens.verify(site.publicId(), token).ifPresent(visitors::add);
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && visitors.size() < MOST) {
          VisitorId.parse(cookie.getValue()).ifPresent(visitors::add);
        }
      }
    }
    return visitors;
  }
}
