package io.piste.consent;

import io.piste.site.Hosts;
import io.piste.site.Site;
import java.net.URI;

/** Where the tracker stands, seen from a page: it decides who can keep which cookie. */
public enum Placement {
  /** The page's own host forwards to us: our cookies are the page's. */
  OWN_HOST,
  /**
   * A host beside the page's, below the site's cookie domain: the page reads cookies with Domain.
   */
  SUBDOMAIN,
  /** Another site: our cookies do not arrive, the page keeps a token that we signed. */
  OTHER_SITE;

  /** Derived for each request, from facts that the page cannot bend: no setting to get wrong. */
  public static Placement of(Site site, String requestHost, String pageOrigin) {
    String page = URI.create(pageOrigin).getHost();
    if (page.equals(requestHost)) {
      return OWN_HOST;
    }
    String domain = site.cookieDomain();
    return domain != null && Hosts.isWithin(page, domain) && Hosts.isWithin(requestHost, domain)
        ? SUBDOMAIN
        : OTHER_SITE;
  }
}
