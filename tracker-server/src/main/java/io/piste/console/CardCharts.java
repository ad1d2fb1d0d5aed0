package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.profile.LedgerLine;
import io.piste.profile.ScoreValue;
import io.piste.report.ContactCard.Activity;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a contact did, and how a score of it went, in the last weeks. */
final class CardCharts {
  /** How far back they look. */
  static final int DAYS = 60;

  private static final int HEIGHT = 120;

  private final PageRequest asked;
  private final Texts texts;
  private final Formats formats;
  private final List<LocalDate> days;

  CardCharts(PageRequest asked) {
    this.asked = asked;
    this.texts = asked.texts();
    this.formats = asked.formats();
    LocalDate today = LocalDate.ofInstant(asked.now(), asked.zone());
    this.days = IntStream.range(0, DAYS).mapToObj(i -> today.minusDays(DAYS - 1L - i)).toList();
  }

  /** Pages and acts by day. */
  Chart activity(List<Activity> visits) {
    Map<LocalDate, Long> byDay = new HashMap<>();
    visits.forEach(
        visit ->
            byDay.merge(
                LocalDate.ofInstant(visit.at(), asked.zone()), (long) visit.acts(), Long::sum));
    List<Long> figures = days.stream().map(day -> byDay.getOrDefault(day, 0L)).toList();
    List<String> shown = figures.stream().map(formats::number).toList();
    long sum = figures.stream().mapToLong(Long::longValue).sum();
    long active = figures.stream().filter(figure -> figure > 0).count();
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most(figures));
    String name = texts.of("card.activity.acts");
    return new Chart(
        "activity",
        texts.of("card.activity"),
        texts.of("card.activity.summary", formats.number(sum), DAYS, active),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(
            Days.of(days, formats, tips(name, shown)), List.of(new Stack("views", figures))),
        null,
        null,
        null,
        List.of(),
        table(name, shown));
  }

  /** The points at the end of each day; what is below zero is drawn at zero and told as it is. */
  Chart score(ScoreValue score, List<LedgerLine> ledger) {
    List<LedgerLine> lines =
        ledger.stream()
            .filter(line -> line.score() == score.score())
            .sorted(Comparator.comparing(LedgerLine::at))
            .toList();
    List<BigDecimal> points = days.stream().map(day -> pointsAt(score, lines, endOf(day))).toList();
    List<BigDecimal> drawn = points.stream().map(BigDecimal.ZERO::max).toList();
    List<String> shown = points.stream().map(formats::points).toList();
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most(drawn));
    return new Chart(
        "score",
        texts.of("card.score.chart", score.name()),
        texts.of("card.score.summary", score.name(), shown.getFirst(), shown.getLast(), DAYS),
        HEIGHT,
        drawing.ticks(formats::decimal),
        drawing.columns(
            Days.of(days, formats, tips(score.name(), shown)),
            List.of(new Stack("visitors", List.copyOf(java.util.Collections.nCopies(DAYS, 0))))),
        drawing.area(drawn),
        drawing.line(drawn),
        null,
        List.of(),
        table(score.name(), shown));
  }

  private Instant endOf(LocalDate day) {
    Instant end = day.plusDays(1).atStartOfDay(asked.zone()).toInstant().minusMillis(1);
    return end.isAfter(asked.now()) ? asked.now() : end;
  }

  /** The sum of the lines until then, as it faded since the last of them. */
  private static BigDecimal pointsAt(ScoreValue score, List<LedgerLine> lines, Instant at) {
    BigDecimal sum = BigDecimal.ZERO;
    Instant last = at;
    for (LedgerLine line : lines) {
      if (line.at().isAfter(at)) {
        break;
      }
      sum = sum.add(line.points());
      last = line.at();
    }
    return new ScoreValue(score.score(), score.name(), sum, last, score.halfLifeDays())
        .pointsAt(at);
  }

  private List<String> tips(String name, List<String> figures) {
    List<String> tips = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      tips.add(formats.date(days.get(i)) + "\n" + name + "\u2002" + figures.get(i));
    }
    return tips;
  }

  private Chart.Table table(String name, List<String> figures) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      rows.add(List.of(formats.date(days.get(i)), figures.get(i)));
    }
    return new Chart.Table(List.of(texts.of("overview.day"), name), rows.reversed());
  }

  private static double most(List<? extends Number> figures) {
    return figures.stream().mapToDouble(Number::doubleValue).max().orElse(0);
  }
}
