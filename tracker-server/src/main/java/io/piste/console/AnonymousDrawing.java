package io.piste.console;

import io.piste.anonymous.AnonymousFigures.Row;
import io.piste.anonymous.AnonymousFigures.Sums;
import io.piste.anonymous.Kind;
import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.console.view.TrafficView.Card;
import io.piste.console.view.TrafficView.Listing;
import io.piste.visit.Dimension;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Draws anonymous statistics: views as columns, visits as a line, and lists with bars. */
final class AnonymousDrawing {
  private static final int HEIGHT = 240;

  /** A line needs more than two points to say something. */
  private static final int LINE_FROM = 3;

  private static final Map<Kind, String> ICONS =
      Map.of(
          Kind.PAGE, "page",
          Kind.SOURCE, "link",
          Kind.DEVICE, "device",
          Kind.BROWSER, "device",
          Kind.SYSTEM, "device");

  private final Texts texts;
  private final Formats formats;
  private final TrafficPeriod period;

  AnonymousDrawing(PageRequest asked, TrafficPeriod period) {
    this.texts = asked.texts();
    this.formats = asked.formats();
    this.period = period;
  }

  /** The days of two periods. */
  Chart chart(List<Sums> now, List<Sums> before) {
    List<Long> views = now.stream().map(Sums::views).toList();
    List<Long> visits = now.stream().map(Sums::visits).toList();
    List<Long> past = before.stream().map(Sums::visits).toList();
    long most =
        Math.max(
            views.stream().mapToLong(Long::longValue).max().orElse(0),
            past.stream().mapToLong(Long::longValue).max().orElse(0));
    boolean line = now.size() >= LINE_FROM;
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    List<String> heads =
        List.of(
            texts.of("overview.day"),
            texts.of("traffic.column.visits"),
            texts.of("overview.series.before"),
            texts.of("traffic.column.views"));
    List<LocalDate> dates = period.period().dates();
    List<List<String>> rows = new ArrayList<>();
    List<String> tips = new ArrayList<>();
    for (int day = 0; day < dates.size(); day++) {
      List<String> row =
          List.of(
              formats.date(dates.get(day)),
              formats.number(visits.get(day)),
              formats.number(past.get(day)),
              formats.number(views.get(day)));
      rows.add(row);
      tips.add(tip(heads, row));
    }
    return new Chart(
        "anonymous",
        texts.of("anonymous.chart"),
        texts.of(
            "anonymous.chart.summary",
            formats.number(visits.stream().mapToLong(Long::longValue).sum()),
            dates.size()),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(dates, formats, tips), List.of(new Stack("views", views))),
        line ? drawing.area(visits) : null,
        line ? drawing.line(visits) : null,
        line ? drawing.line(past) : null,
        line
            ? List.of(
                new Chart.Series("visitors", heads.get(1)),
                new Chart.Series("before", heads.get(2)),
                new Chart.Series("views", heads.get(3)))
            : List.of(new Chart.Series("views", heads.get(3))),
        new Chart.Table(heads, rows.reversed()));
  }

  private static String tip(List<String> heads, List<String> row) {
    StringBuilder tip = new StringBuilder(row.getFirst());
    for (int i = 1; i < row.size(); i++) {
      tip.append('\n').append(heads.get(i)).append('\u2002').append(row.get(i));
    }
    return tip.toString();
  }

  /** A card for each kind, with a link to all of its values as a file. */
  List<Card> cards(Function<Kind, List<Row>> values) {
    List<Card> cards = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      cards.add(
          new Card(
              kind.word(),
              texts.of("traffic.tab." + kind.word()),
              List.of(),
              listing(kind, values.apply(kind)),
              AnonymousPages.PATH + "/export?of=" + kind.word() + "&" + period.query(),
              ICONS.getOrDefault(kind, "page")));
    }
    return cards;
  }

  private Listing listing(Kind kind, List<Row> rows) {
    boolean pages = kind == Kind.PAGE;
    double most = rows.stream().mapToDouble(row -> main(kind, row)).max().orElse(0);
    TrafficWords words = new TrafficWords(texts);
    return new Listing(
        List.of(
            texts.of("traffic.of." + kind.word()),
            texts.of(pages ? "traffic.column.views" : "traffic.column.visits")),
        rows.stream()
            .map(
                row ->
                    new io.piste.console.view.TrafficView.Row(
                        label(words, dimension(kind), row),
                        null,
                        null,
                        TrafficListing.width((double) main(kind, row), most),
                        List.of(formats.number(main(kind, row)))))
            .toList(),
        texts.of("traffic.empty." + kind.word()));
  }

  private static long main(Kind kind, Row row) {
    return kind == Kind.PAGE ? row.views() : row.visits();
  }

  static String label(TrafficWords words, Dimension dimension, Row row) {
    return words.label(dimension, row.value().equals("*") ? Dimension.REST : row.value());
  }

  /** The dimension of consented traffic that means the same. */
  static Dimension dimension(Kind kind) {
    return switch (kind) {
      case PAGE -> Dimension.PAGE;
      case SOURCE -> Dimension.SOURCE;
      case DEVICE -> Dimension.DEVICE;
      case BROWSER -> Dimension.BROWSER;
      case SYSTEM -> Dimension.SYSTEM;
    };
  }
}
