package io.piste.install;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.fetch.GuardedFetch;
import io.piste.fetch.WebUri;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a page of a site as far as a server can: at what it answers, not at what a browser makes
 * of it. What only a browser can tell is marked as unsure. A check takes at most about 20 seconds.
 * Thread-safe.
 */
public final class InstallCheck {
  private final Asker asker;
  private final Sites sites;
  private final PublicPaths paths;
  private final Shipped shipped;
  private final Reports reports;
  private final InstantSource clock;
  private final MeterRegistry meters;

  /** Asks nothing yet. */
  public InstallCheck(
      GuardedFetch fetch,
      Sites sites,
      PublicPaths paths,
      Shipped shipped,
      Jdbi jdbi,
      InstantSource clock,
      MeterRegistry meters) {
    this.asker = new Asker(fetch, sites);
    this.sites = sites;
    this.paths = paths;
    this.shipped = shipped;
    this.reports = new Reports(jdbi);
    this.clock = clock;
    this.meters = meters;
  }

  /** The address that somebody typed, https where no scheme was; empty when it is none. */
  public static Optional<URI> address(String typed) {
    return WebUri.typed(typed);
  }

  /** What was found the last time; empty when nobody looked yet. */
  public Optional<Report> last(Site site) {
    return reports.last(site);
  }

  /** Looks at a page and keeps what was found in place of the last report. */
  public Report check(Site site, URI address) {
    Report report = new Report(address.toString(), clock.instant(), findings(site, address));
    reports.save(site, report);
    meters.counter("piste.install.checks", "outcome", worst(report).word()).increment();
    return report;
  }

  private static Mark worst(Report report) {
    if (report.count(Mark.BAD) > 0) {
      return Mark.BAD;
    }
    return report.count(Mark.UNSURE) > 0 ? Mark.UNSURE : Mark.GOOD;
  }

  private List<Finding> findings(Site site, URI address) {
    TagFinder finder =
        new TagFinder(
            Set.copyOf(List.of(paths.script(), PublicPaths.DEFAULT.script())),
            id -> sites.byPublicId(id).isPresent());
    Look look = Look.at(asker, address, finder);
    SeenPage page = look.isStale(site.publicId()) ? look.fresh() : look.page();
    FoundTag tag = page == null ? null : Look.best(page.tags(), site.publicId());
    Wanted wanted = Wanted.by(tag, site, paths);
    List<Finding> findings = new ArrayList<>(List.of(PageCheck.page(look)));
    findings.addAll(page == null ? unseen() : ofPage(site, look, page, tag));
    findings.addAll(asked(site, page, tag, wanted));
    findings.add(
        page == null ? Finding.skipped(Point.POLICY) : new PolicyCheck(page, tag, wanted).policy());
    findings.sort(Comparator.comparing(Finding::point));
    return findings;
  }

  private static List<Finding> unseen() {
    return List.of(
        Finding.skipped(Point.DOMAIN),
        Finding.skipped(Point.CACHE),
        Finding.skipped(Point.TAG),
        Finding.skipped(Point.SITE));
  }

  private List<Finding> ofPage(Site site, Look look, SeenPage page, @Nullable FoundTag tag) {
    TagCheck tags = new TagCheck(sites, site, paths.tag(site));
    return List.of(
        PageCheck.domain(page, site, sites.all()),
        PageCheck.cache(look, site),
        tags.tag(page, tag),
        tags.site(tag));
  }

  /** What other requests tell, all asked at once. */
  private List<Finding> asked(
      Site site, @Nullable SeenPage page, @Nullable FoundTag tag, Wanted wanted) {
    ScriptCheck scripts = new ScriptCheck(asker, site, page);
    String origin = page == null ? site.origins().getFirst() : page.origin();
    EndpointCheck endpoint = new EndpointCheck(asker, site, origin);
    List<Callable<Finding>> questions =
        List.of(
            () -> scripts.script(wanted.script(), shipped.tracker()),
            () -> scripts.banner(wanted.banner(), shipped.banner(), tag),
            () -> endpoint.endpoint(wanted));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Finding> findings = new ArrayList<>();
      for (Future<Finding> answer : threads.invokeAll(questions)) {
        findings.add(answer.get());
      }
      return findings;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while checking", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a check failed", e.getCause());
    }
  }
}
