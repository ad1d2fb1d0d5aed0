package io.piste.console;

import io.piste.console.view.SiteView.Keys;
import io.piste.site.Site;

/** Makes the secrets of a site that its connectors are given. */
@FunctionalInterface
public interface SiteKeys {
  /** The keys of the site's present version. */
  Keys of(Site site);
}
