package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.console.view.InstallView;
import io.piste.console.view.InstallView.Arrivals;
import io.piste.console.view.InstallView.First;
import io.piste.console.view.InstallView.Link;
import io.piste.console.view.InstallView.Result;
import io.piste.console.view.InstallView.Row;
import io.piste.console.view.Texts;
import io.piste.install.Finding;
import io.piste.install.InstallCheck;
import io.piste.install.Mark;
import io.piste.install.Report;
import io.piste.report.RecentArrivals;
import io.piste.report.SiteActivity;
import io.piste.site.Site;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks at a page of a site on demand, says what to mend, and waits for the first event. */
final class InstallPages {
  /** Without a check, what came in so long is shown. */
  private static final Duration LATELY = Duration.ofMinutes(15);

  private static final String TITLE = "install.title";

  private final Jdbi jdbi;
  private final InstallCheck check;
  private final RecentArrivals recent;

  InstallPages(Jdbi jdbi, InstallCheck check) {
    this.jdbi = jdbi;
    this.check = check;
    this.recent = new RecentArrivals(jdbi);
  }

  Answer show(PageRequest asked) {
    Site site = SitesPages.named(asked);
    Optional<Report> last = check.last(site);
    String address = last.map(Report::address).orElse(site.origins().getFirst());
    return Answer.page("install", TITLE, view(asked, site, address, Map.of()));
  }

  /** The part that asks for itself again. */
  Answer arrivals(PageRequest asked) {
    Site site = SitesPages.named(asked);
    String address = check.last(site).map(Report::address).orElse(site.origins().getFirst());
    return Answer.page("install_arrivals", TITLE, view(asked, site, address, Map.of()));
  }

  Answer look(PageRequest asked) {
    Site site = SitesPages.named(asked);
    String typed = asked.field("address");
    Optional<URI> address = InstallCheck.address(typed);
    if (address.isEmpty()) {
      Map<String, String> mistakes = Map.of("address", asked.texts().of("install.mistake"));
      return Answer.mistaken("install", TITLE, view(asked, site, typed, mistakes));
    }
    check.check(site, address.get());
    return Answer.to("/console/sites/" + site.publicId() + "/check#result");
  }

  private InstallView view(
      PageRequest asked, Site site, String address, Map<String, String> mistakes) {
    Optional<Report> last = check.last(site);
    return new InstallView(
        site,
        address,
        mistakes,
        last.map(report -> result(asked, site, report)).orElse(null),
        arrivals(asked, site, last));
  }

  private static Result result(PageRequest asked, Site site, Report report) {
    Texts texts = asked.texts();
    long bad = report.count(Mark.BAD);
    long unsure = report.count(Mark.UNSURE);
    String tone = bad > 0 ? "bad" : unsure > 0 ? "unsure" : "good";
    String title =
        switch (tone) {
          case "bad" -> texts.count("install.result.bad", bad);
          case "unsure" -> texts.count("install.result.unsure", unsure);
          default -> texts.of("install.result.good");
        };
    return new Result(
        tone,
        title,
        texts.of("install.when", report.address(), asked.formats().ago(report.checkedAt())),
        report.findings().stream().map(finding -> row(texts, site, finding)).toList());
  }

  private static Row row(Texts texts, Site site, Finding finding) {
    String point = finding.point().word();
    String reason = finding.reason();
    String key = "install." + point + "." + reason;
    Object[] values = finding.values().toArray();
    String mark = finding.mark().word();
    boolean skipped = finding.mark() == Mark.SKIPPED;
    String text = skipped ? texts.of("install.skipped") : said(texts, point, reason, values);
    return new Row(
        point,
        mark,
        texts.of("install.mark." + mark),
        texts.of("install.point." + point),
        text,
        finding.mark() == Mark.GOOD || skipped ? null : mend(texts, point, reason, values),
        finding.paste(),
        link(texts, site, key));
  }

  /** Reasons that pages and scripts share have one text for all. */
  private static String said(Texts texts, String point, String reason, Object[] values) {
    String own = "install." + point + "." + reason;
    return texts.of(texts.has(own) ? own : "install.any." + reason, values);
  }

  private static @Nullable String mend(Texts texts, String point, String reason, Object[] values) {
    String own = "install." + point + "." + reason + ".mend";
    String any = "install.any." + reason + ".mend";
    String key = texts.has(own) ? own : any;
    return texts.has(key) ? texts.of(key, values) : null;
  }

  private static @Nullable Link link(Texts texts, Site site, String key) {
    boolean settings =
        List.of(
                "install.domain.unlisted",
                "install.domain.redirected",
                "install.endpoint.origin",
                "install.script.elsewhere")
            .contains(key);
    return settings ? settings(texts, site) : null;
  }

  private static Link settings(Texts texts, Site site) {
    return new Link(
        "/console/sites/" + site.publicId() + "/edit", texts.of("install.link.settings"));
  }

  private Arrivals arrivals(PageRequest asked, Site site, Optional<Report> last) {
    Instant since = last.map(Report::checkedAt).orElse(asked.now().minus(LATELY));
    Formats formats = asked.formats();
    First first =
        recent
            .firstPage(site.id(), since)
            .map(
                seen ->
                    new First(
                        formats.dateTime(seen.at()),
                        formats.iso(seen.at()),
                        seen.title() == null || seen.title().isBlank() ? seen.url() : seen.title(),
                        seen.url()))
            .orElse(null);
    Instant seen = SiteActivity.of(jdbi, site.id()).lastVisitAt();
    Instant recently = asked.now().minus(LATELY);
    Instant from = since.isAfter(recently) ? since : recently;
    InstallSigns signs = new InstallSigns(asked.texts(), formats, settings(asked.texts(), site));
    return new Arrivals(
        first,
        seen == null ? null : formats.ago(seen),
        signs.of(recent.since(site.id(), from.truncatedTo(ChronoUnit.MINUTES))),
        last.map(Report::address).orElse(site.origins().getFirst()));
  }
}
