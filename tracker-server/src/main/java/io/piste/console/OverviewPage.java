package io.piste.console;

import io.piste.console.view.OverviewView;
import io.piste.console.view.OverviewView.Step;
import io.piste.console.view.OverviewView.Tile;
import io.piste.report.CartOutcomes;
import io.piste.report.Money;
import io.piste.report.Period;
import io.piste.report.RecoveredRevenue;
import io.piste.report.SiteActivity;
import io.piste.report.TrafficCounts;
import io.piste.report.TrafficCurve;
import io.piste.report.TrafficSlice;
import io.piste.report.Visitors;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Figures of a site over 7, 30 or 90 days, beside those of as many days before. */
final class OverviewPage implements Page {
  private static final List<Integer> PERIODS = List.of(7, 30, 90);
  private static final String TITLE = "overview.title";

  private final Jdbi jdbi;
  private final Visitors visitors;
  private final TrafficCurve curve;
  private final CartOutcomes carts;
  private final RecoveredRevenue revenue;
  private final boolean mailServer;

  OverviewPage(Jdbi jdbi, boolean mailServer) {
    this.jdbi = jdbi;
    this.visitors = new Visitors(jdbi);
    this.curve = new TrafficCurve(jdbi);
    this.carts = new CartOutcomes(jdbi);
    this.revenue = new RecoveredRevenue(jdbi);
    this.mailServer = mailServer;
  }

  /** What was read for the two periods. */
  record Figures(
      List<Long> visitors,
      List<Long> visitorsBefore,
      long visitorTotal,
      long visitorTotalBefore,
      List<CartOutcomes.Day> carts,
      List<CartOutcomes.Day> cartsBefore,
      Map<String, List<BigDecimal>> revenue,
      Map<String, List<BigDecimal>> revenueBefore) {}

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    int days = asked.number("days").map(Long::intValue).filter(PERIODS::contains).orElse(30);
    Period period = Period.last(days, asked.now(), site.get().timeZone());
    Figures figures = read(site.get(), period);
    OverviewCharts charts = new OverviewCharts(asked.texts(), asked.formats(), period);
    return Answer.page(
        "overview",
        TITLE,
        new OverviewView(
            days, PERIODS, tiles(asked, figures), charts.draw(figures), steps(site.get())));
  }

  private Figures read(Site site, Period period) {
    Period before = period.before();
    return new Figures(
        visitorsPerDay(site, period),
        visitorsPerDay(site, before),
        visitors.total(site.id(), period),
        visitors.total(site.id(), before),
        carts.perDay(site.id(), period),
        carts.perDay(site.id(), before),
        revenue.perDay(site.id(), period),
        revenue.perDay(site.id(), before));
  }

  private List<Long> visitorsPerDay(Site site, Period period) {
    return curve.perDay(TrafficSlice.all(site.id()), period).stream()
        .map(TrafficCounts::visitors)
        .toList();
  }

  private static List<Tile> tiles(PageRequest asked, Figures figures) {
    OverviewTiles tiles = new OverviewTiles(asked.texts(), asked.formats());
    CartOutcomes.Day now = CartOutcomes.total(figures.carts());
    CartOutcomes.Day before = CartOutcomes.total(figures.cartsBefore());
    List<Tile> all = new ArrayList<>();
    all.add(
        tiles.count(
            "visitors", figures.visitorTotal(), figures.visitorTotalBefore(), figures.visitors()));
    all.add(
        tiles.count(
            "left",
            now.left(),
            before.left(),
            figures.carts().stream().map(CartOutcomes.Day::left).toList()));
    all.add(
        tiles.count(
            "recovered",
            now.recovered(),
            before.recovered(),
            figures.carts().stream().map(CartOutcomes.Day::recovered).toList()));
    all.add(tiles.revenue(figures.revenue(), figures.revenueBefore()));
    return all;
  }

  private List<Step> steps(Site site) {
    SiteActivity activity = SiteActivity.of(jdbi, site.id());
    String link = "/console/sites/" + site.publicId();
    List<Step> steps =
        List.of(
            new Step(activity.lastVisitAt() != null, "snippet", link),
            new Step(activity.hasCarts(), "cart", link),
            new Step(mailServer, "mail", "/console/mails"),
            new Step(site.cartRecovery(), "recovery", link + "#recovery"));
    return steps.stream().allMatch(Step::done) ? List.of() : steps;
  }

  /** The sum of one currency. */
  static Money total(String currency, List<BigDecimal> days) {
    return new Money(RecoveredRevenue.total(days), currency);
  }
}
