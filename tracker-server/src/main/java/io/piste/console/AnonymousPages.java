package io.piste.console;

import io.piste.anonymous.AnonymousFigures;
import io.piste.anonymous.AnonymousFigures.Row;
import io.piste.anonymous.AnonymousFigures.Span;
import io.piste.anonymous.AnonymousFigures.Sums;
import io.piste.anonymous.AnonymousSites;
import io.piste.anonymous.Kind;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.AnonymousView;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.report.Period;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jdbi.v3.core.Jdbi;

/** What is counted of everybody without knowing anybody: the page, the files and the switch. */
final class AnonymousPages {
  static final String PATH = "/console/traffic/anonymous";
  private static final String TITLE = "anonymous.title";
  private static final int MOST_ROWS = 1_100;

  private final AnonymousFigures figures;
  private final AnonymousSites switched;

  AnonymousPages(Jdbi jdbi, AnonymousSites switched) {
    this.figures = new AnonymousFigures(jdbi);
    this.switched = switched;
  }

  /** The figures of a period, beside the one before. */
  Answer show(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    TrafficPeriod period = TrafficPeriod.of(asked);
    List<Sums> now = figures.perDay(span(site.get(), period.period()));
    List<Sums> before = figures.perDay(span(site.get(), period.before()));
    AnonymousDrawing drawing = new AnonymousDrawing(asked, period);
    return Answer.page(
        "anonymous",
        TITLE,
        new AnonymousView(
            period.bar(PATH, asked.texts(), asked.formats()),
            switched.isOn(site.get().id()),
            figures.any(site.get().id()),
            site.get().publicId(),
            drawing.chart(now, before),
            tiles(asked, now, before),
            drawing.cards(kind -> figures.values(span(site.get(), period.period()), kind, 8)),
            PATH + "/export?of=day&" + period.query()));
  }

  /** Days, or values of a kind, as a file. */
  Answer export(PageRequest asked) {
    Site site = asked.site().orElseThrow(AnonymousPages::missing);
    Span span = span(site, TrafficPeriod.of(asked).period());
    String of = asked.field("of");
    Answer.Content content =
        of.equals("day")
            ? out -> days(asked.texts(), new Csv(out), span)
            : values(asked.texts(), Kind.of(of).orElseThrow(AnonymousPages::missing), span);
    String name = TrafficListPages.fileName(site.name());
    return new Answer.File(
        "%s_anonymous-%s_%s.csv".formatted(name, of, TrafficPeriod.of(asked).fileName()), content);
  }

  /** Switches it, on the page of the site. */
  Answer turn(PageRequest asked) {
    Site site = SitesPages.named(asked);
    switched.turn(site.id(), asked.field("on").equals("yes"));
    return Answer.to("/console/sites/" + site.publicId() + "#anonymous");
  }

  private void days(Texts texts, Csv csv, Span span) throws IOException {
    csv.line(
        List.of(
            texts.of("overview.day"),
            texts.of("traffic.column.visitors"),
            texts.of("traffic.column.visits"),
            texts.of("traffic.column.views")));
    List<Sums> days = figures.perDay(span);
    for (int day = 0; day < days.size(); day++) {
      Sums sums = days.get(day);
      csv.line(
          List.of(
              span.first().plusDays(day).toString(), sums.visitors(), sums.visits(), sums.views()));
    }
  }

  private Answer.Content values(Texts texts, Kind kind, Span span) {
    Dimension dimension = AnonymousDrawing.dimension(kind);
    TrafficWords words = new TrafficWords(texts);
    return out -> {
      Csv csv = new Csv(out);
      csv.line(
          List.of(
              texts.of("traffic.of." + kind.word()),
              texts.of(kind == Kind.PAGE ? "traffic.column.entries" : "traffic.column.visits"),
              texts.of("traffic.column.views")));
      for (Row row : figures.values(span, kind, MOST_ROWS)) {
        csv.line(List.of(AnonymousDrawing.label(words, dimension, row), row.visits(), row.views()));
      }
    };
  }

  private static List<Tile> tiles(PageRequest asked, List<Sums> now, List<Sums> before) {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(tile(asked, "visits", now, before, Sums::visits));
    tiles.add(tile(asked, "views", now, before, Sums::views));
    tiles.add(tile(asked, "daily", now, before, Sums::visitors));
    return tiles;
  }

  private static Tile tile(
      PageRequest asked,
      String key,
      List<Sums> now,
      List<Sums> before,
      ToLongFunction<Sums> figure) {
    List<Long> days = now.stream().map(figure::applyAsLong).toList();
    long sum = days.stream().mapToLong(Long::longValue).sum();
    long earlier = before.stream().mapToLong(figure).sum();
    return new Tile(
        asked.texts().of("anonymous.tile." + key),
        asked.formats().number(sum),
        List.of(),
        new Changes(asked.texts(), asked.formats()).of((double) sum, (double) earlier, true),
        GoalDrawing.spark(days),
        key.equals("views") ? "views" : "visitors");
  }

  private static Span span(Site site, Period period) {
    return new Span(site.id(), period.first(), period.days());
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }
}
