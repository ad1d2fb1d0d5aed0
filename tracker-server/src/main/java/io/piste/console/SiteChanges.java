package io.piste.console;

import io.piste.site.Site;

/** A site with one thing changed. */
final class SiteChanges {
  private SiteChanges() {}

  static Site withRecovery(Site site, boolean on) {
    return copy(site, on, site.keyVersion());
  }

  static Site withKeyVersion(Site site, int version) {
    return copy(site, site.cartRecovery(), version);
  }

  private static Site copy(Site site, boolean recovery, int keyVersion) {
    return new Site(
        site.id(),
        site.publicId(),
        site.name(),
        site.language(),
        site.timeZone(),
        site.trackerUrl(),
        site.cookieDomain(),
        site.restoreUrl(),
        site.privacyUrl(),
        site.senderName(),
        site.senderEmail(),
        site.postalAddress(),
        recovery,
        keyVersion,
        site.origins());
  }
}
