package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.SitesView;
import io.piste.profile.ProfileRules;
import io.piste.report.SiteActivity;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The list of sites, and the form that makes or changes one. */
final class SitesPages {
  private static final Duration ALIVE = Duration.ofDays(1);

  private final Jdbi jdbi;
  private final Sites sites;
  private final ProfileRules rules;

  SitesPages(Jdbi jdbi, Sites sites, ProfileRules rules) {
    this.jdbi = jdbi;
    this.sites = sites;
    this.rules = rules;
  }

  Answer list(PageRequest asked) {
    List<SitesView.Row> rows = asked.sites().stream().map(site -> row(asked, site)).toList();
    return rows.isEmpty()
        ? Answer.page("overview_empty", "sites.title", new Object())
        : Answer.page("sites", "sites.title", new SitesView(rows));
  }

  Answer blank(PageRequest asked) {
    return Answer.page(
        "site_form", "site.new.title", SiteForm.view("", SiteForm.blank(asked), Map.of()));
  }

  Answer add(PageRequest asked) {
    Map<String, String> typed = SiteForm.typed(asked);
    NewSite site = SiteForm.site(typed, false);
    Map<String, String> mistakes = SiteForm.mistakes(asked.texts(), site);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken("site_form", "site.new.title", SiteForm.view("", typed, mistakes));
    }
    Site added = sites.add(site);
    rules.addExamples(added.id());
    return Answer.to("/console/sites/" + added.publicId());
  }

  Answer edit(PageRequest asked) {
    Site site = named(asked);
    return Answer.page(
        "site_form",
        "site.edit.title",
        SiteForm.view(site.publicId(), SiteForm.of(site), Map.of()));
  }

  Answer save(PageRequest asked) {
    Site before = named(asked);
    Map<String, String> typed = SiteForm.typed(asked);
    NewSite site = SiteForm.site(typed, before.cartRecovery());
    Map<String, String> mistakes = SiteForm.mistakes(asked.texts(), site);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken(
          "site_form", "site.edit.title", SiteForm.view(before.publicId(), typed, mistakes));
    }
    sites.save(SiteForm.changed(before, site));
    return Answer.to("/console/sites/" + before.publicId());
  }

  /** The site that the path names; {@link Problem} NOT_FOUND when there is none. */
  static Site named(PageRequest asked) {
    String publicId = asked.variable("site");
    return asked.sites().stream()
        .filter(site -> site.publicId().equals(publicId))
        .findFirst()
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such site."));
  }

  private SitesView.Row row(PageRequest asked, Site site) {
    Instant seen = SiteActivity.of(jdbi, site.id()).lastVisitAt();
    return new SitesView.Row(
        site.publicId(),
        site.name(),
        site.origins().stream()
            .map(origin -> origin.replaceFirst("https?://", ""))
            .collect(Collectors.joining(", ")),
        seen == null
            ? asked.texts().of("site.seen.never")
            : asked.texts().of("site.seen", asked.formats().ago(seen)),
        seen != null && seen.isAfter(asked.now().minus(ALIVE)),
        site.cartRecovery());
  }
}
