package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.ConsentFiguresView;
import io.piste.console.view.ConsentFiguresView.Share;
import io.piste.console.view.ConsentFiguresView.Version;
import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.report.ConsentFigures;
import io.piste.report.ConsentFigures.Figures;
import io.piste.report.ConsentFigures.Outcome;
import io.piste.report.ConsentFigures.Verdicts;
import io.piste.site.Site;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What visitors answered: by day, by purpose, by version and by act. */
final class ConsentFiguresPage implements Page {
  private static final int HEIGHT = 220;
  private static final int SPARK = 36;

  private final ConsentFigures figures;

  ConsentFiguresPage(Jdbi jdbi) {
    this.figures = new ConsentFigures(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    Site site = SitesPages.named(asked);
    TrafficPeriod period = TrafficPeriod.of(asked);
    Figures now = figures.of(site.id(), period.period());
    Figures before = figures.of(site.id(), period.before());
    String path = ConsentPages.path(site) + "/figures";
    return Answer.page(
        "consent_figures",
        "consent.figures.title",
        new ConsentFiguresView(
            site,
            period.bar(path, asked.texts(), asked.formats()),
            path + "/export?" + period.query() + "&of=",
            now.questions() + now.answers() + now.total(Outcome.WITHDRAWN) == 0,
            tiles(asked, now, before),
            chart(asked, now, period.period().dates()),
            purposes(asked, now),
            versions(asked, now),
            acts(asked, now)));
  }

  /** The same as a file. */
  Answer export(PageRequest asked) {
    Site site = SitesPages.named(asked);
    TrafficPeriod period = TrafficPeriod.of(asked);
    Figures now = figures.of(site.id(), period.period());
    return new ConsentExport(asked, period, now).answer(site);
  }

  private static List<Tile> tiles(PageRequest asked, Figures now, Figures before) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    Changes changes = new Changes(texts, formats);
    List<Tile> tiles = new ArrayList<>();
    tiles.add(
        new Tile(
            texts.of("consent.figures.asked"),
            formats.number(now.questions()),
            List.of(),
            changes.of((double) now.questions(), (double) before.questions(), true),
            ChartDrawing.spark(now.asked(), SPARK),
            "visitors"));
    for (Outcome outcome : List.of(Outcome.ACCEPTED, Outcome.PARTLY, Outcome.REFUSED)) {
      tiles.add(
          new Tile(
              texts.of("consent.outcome." + outcome.word()),
              formats.number(now.total(outcome)),
              List.of(),
              changes.of(
                  (double) now.total(outcome),
                  (double) before.total(outcome),
                  outcome == Outcome.ACCEPTED || outcome == Outcome.PARTLY),
              ChartDrawing.spark(now.outcomes().getOrDefault(outcome, List.of()), SPARK),
              colour(outcome)));
    }
    tiles.add(
        new Tile(
            texts.of("consent.figures.agreed"),
            percent(formats, now.agreed()),
            List.of(),
            changes.ofShare(orNothing(now.agreed()), orNothing(before.agreed()), true),
            null,
            "visitors"));
    return tiles;
  }

  private static double orNothing(@Nullable Double share) {
    return share == null ? 0 : share;
  }

  private static String percent(Formats formats, @Nullable Double share) {
    return share == null ? "–" : formats.percent(share);
  }

  /** Names of colours that the charts have. */
  private static String colour(Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED -> "recovered";
      case PARTLY -> "visitors";
      case REFUSED -> "abandoned";
      case WITHDRAWN -> "headless";
    };
  }

  private static Chart chart(PageRequest asked, Figures now, List<LocalDate> dates) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    long most =
        IntStream.range(0, dates.size())
            .mapToLong(
                day -> now.outcomes().values().stream().mapToLong(days -> days.get(day)).sum())
            .max()
            .orElse(0);
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    List<Stack> stacks =
        Stream.of(Outcome.values())
            .map(
                outcome ->
                    new Stack(colour(outcome), now.outcomes().getOrDefault(outcome, List.of())))
            .toList();
    List<String> head = new ArrayList<>(List.of(texts.of("overview.day")));
    head.add(texts.of("consent.figures.asked"));
    Stream.of(Outcome.values())
        .forEach(outcome -> head.add(texts.of("consent.outcome." + outcome.word())));
    List<List<String>> rows = rows(formats, now, dates);
    return new Chart(
        "answers",
        texts.of("consent.chart.title"),
        texts.of(
            "consent.chart.summary",
            dates.size(),
            formats.number(now.total(Outcome.ACCEPTED)),
            formats.number(now.total(Outcome.PARTLY)),
            formats.number(now.total(Outcome.REFUSED))),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(dates, formats, tips(head, rows)), stacks),
        null,
        null,
        null,
        Stream.of(Outcome.values())
            .map(
                outcome ->
                    new Chart.Series(
                        colour(outcome), texts.of("consent.outcome." + outcome.word())))
            .toList(),
        new Chart.Table(head, rows.reversed()));
  }

  private static List<List<String>> rows(Formats formats, Figures now, List<LocalDate> dates) {
    return IntStream.range(0, dates.size())
        .mapToObj(
            day -> {
              List<String> cells = new ArrayList<>(List.of(formats.date(dates.get(day))));
              cells.add(formats.number(now.asked().get(day)));
              for (Outcome outcome : Outcome.values()) {
                cells.add(formats.number(now.outcomes().getOrDefault(outcome, List.of()).get(day)));
              }
              return cells;
            })
        .toList();
  }

  private static List<String> tips(List<String> head, List<List<String>> rows) {
    return rows.stream()
        .map(
            row -> {
              List<String> lines = new ArrayList<>(List.of(row.getFirst()));
              for (int i = 1; i < row.size(); i++) {
                lines.add(head.get(i) + "\u2002" + row.get(i));
              }
              return String.join("\n", lines);
            })
        .toList();
  }

  private static List<Share> purposes(PageRequest asked, Figures now) {
    List<Share> shares = new ArrayList<>();
    for (Map.Entry<String, Verdicts> purpose : now.purposes().entrySet()) {
      Verdicts verdicts = purpose.getValue();
      shares.add(
          share(
              asked.formats(),
              asked.texts().ofWord("purpose", purpose.getKey()),
              verdicts.granted(),
              verdicts.granted() + verdicts.refused()));
    }
    return shares;
  }

  private static List<Share> acts(PageRequest asked, Figures now) {
    long all = now.acts().values().stream().mapToLong(Long::longValue).sum();
    return now.acts().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .map(
            act ->
                share(
                    asked.formats(),
                    asked.texts().ofWord("consent.how", act.getKey()),
                    act.getValue(),
                    all))
        .toList();
  }

  private static Share share(Formats formats, String name, long count, long of) {
    double share = of == 0 ? 0 : (double) count / of;
    return new Share(
        name,
        formats.number(count),
        formats.number(of),
        formats.percent(share),
        String.format(Locale.ROOT, "%.1f%%", 100 * share));
  }

  private static List<Version> versions(PageRequest asked, Figures now) {
    Formats formats = asked.formats();
    return now.versions().entrySet().stream()
        .map(
            version -> {
              Map<Outcome, Long> of = version.getValue();
              long agreed =
                  of.getOrDefault(Outcome.ACCEPTED, 0L) + of.getOrDefault(Outcome.PARTLY, 0L);
              long answers = agreed + of.getOrDefault(Outcome.REFUSED, 0L);
              return new Version(
                  version.getKey(),
                  formats.number(of.getOrDefault(Outcome.ACCEPTED, 0L)),
                  formats.number(of.getOrDefault(Outcome.PARTLY, 0L)),
                  formats.number(of.getOrDefault(Outcome.REFUSED, 0L)),
                  formats.number(of.getOrDefault(Outcome.WITHDRAWN, 0L)),
                  answers == 0 ? "–" : formats.percent((double) agreed / answers));
            })
        .toList();
  }
}
