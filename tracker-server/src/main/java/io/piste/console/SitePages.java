package io.piste.console;

import io.piste.anonymous.AnonymousSites;
import io.piste.console.view.SiteView;
import io.piste.console.view.SiteView.Anonymous;
import io.piste.console.view.SiteView.Need;
import io.piste.report.SiteActivity;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** One site: its snippet, cart recovery and keys. */
final class SitePages {
  private final Jdbi jdbi;
  private final Sites sites;
  private final SiteKeys keys;
  private final boolean mailServer;
  private final PublicPaths paths;
  private final AnonymousSites anonymous;

  SitePages(Jdbi jdbi, Sites sites, SiteTools tools, boolean mailServer) {
    this.jdbi = jdbi;
    this.sites = sites;
    this.keys = tools.keys();
    this.mailServer = mailServer;
    this.paths = tools.paths();
    this.anonymous = tools.anonymous();
  }

  Answer show(PageRequest asked) {
    Site site = SitesPages.named(asked);
    return Answer.page("site", "site.title", view(asked, site, Map.of(), null));
  }

  /** Shows the secrets, once, on demand: they are never in a page that was not asked for them. */
  Answer showKeys(PageRequest asked) {
    Site site = SitesPages.named(asked);
    return Answer.page(
        "site", "site.title", view(asked, site, Map.of(), keys.identitySecret(site)));
  }

  /** Revokes the keys by raising their version. */
  Answer renewKeys(PageRequest asked) {
    Site site = SitesPages.named(asked);
    sites.save(SiteChanges.withKeyVersion(site, site.keyVersion() + 1));
    return back(site, "#keys");
  }

  Answer switchRecovery(PageRequest asked) {
    Site site = SitesPages.named(asked);
    boolean on = asked.field("on").equals("yes");
    boolean ready = needs(site).stream().allMatch(Need::met);
    if (on && !ready) {
      String mistake = asked.texts().of("site.recovery.not-ready");
      return Answer.mistaken(
          "site", "site.title", view(asked, site, Map.of("recovery", mistake), null));
    }
    sites.save(SiteChanges.withRecovery(site, on));
    return back(site, "#recovery");
  }

  private SiteView view(
      PageRequest asked, Site site, Map<String, String> mistakes, @Nullable String secret) {
    Instant seen = SiteActivity.of(jdbi, site.id()).lastVisitAt();
    return new SiteView(
        site,
        paths.tag(site),
        seen == null ? null : asked.formats().ago(seen),
        needs(site),
        mistakes,
        new Anonymous(anonymous.isOn(site.id()), PublicPaths.anonymousTag(site)),
        secret);
  }

  private List<Need> needs(Site site) {
    return List.of(
        new Need("restore", site.restoreUrl() != null),
        new Need("sender", site.senderName() != null && site.senderEmail() != null),
        new Need("postal", site.postalAddress() != null),
        new Need("server", mailServer));
  }

  private static Answer back(Site site, String anchor) {
    return Answer.to("/console/sites/" + site.publicId() + anchor);
  }
}
