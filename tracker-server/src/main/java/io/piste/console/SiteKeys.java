package io.piste.console;

import io.piste.site.Site;

/** The secret with which a site's server signs who somebody is. */
@FunctionalInterface
public interface SiteKeys {
  /** That of the site's present version. */
  String identitySecret(Site site);
}
