package io.piste.console;

import io.piste.console.view.TrafficView;
import io.piste.report.SiteActivity;
import io.piste.report.TrafficSlice;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** A site's traffic over a period, beside the one before: the chart first, then what is in it. */
final class TrafficPage implements Page {
  static final String TITLE = "traffic.title";

  private final Jdbi jdbi;
  private final TrafficReading reading;
  private final TrafficCards cards;

  TrafficPage(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.reading = new TrafficReading(jdbi);
    this.cards = new TrafficCards(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    TrafficPeriod period = TrafficPeriod.of(asked);
    TrafficReading.Read read = reading.read(TrafficSlice.all(site.get().id()), period);
    return Answer.page(
        "traffic",
        TITLE,
        new TrafficView(
            period.bar("/console/traffic", asked.texts(), asked.formats()),
            SiteActivity.of(jdbi, site.get().id()).lastVisitAt() != null,
            new TrafficChart(asked, period).draw(Dimension.SITE, read.curves()),
            new TrafficFigures(asked).of(Dimension.SITE, read.sums()),
            cards.of(asked, site.get(), period)));
  }
}
