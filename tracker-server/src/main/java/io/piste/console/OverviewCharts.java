package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.CartOutcomes;
import io.piste.report.Money;
import io.piste.report.Period;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Draws the charts of the overview. */
final class OverviewCharts {
  private static final int HEIGHT = 220;
  private static final List<String> OUTCOMES = List.of("ordered", "recovered", "abandoned", "open");

  private final Texts texts;
  private final Formats formats;
  private final List<LocalDate> dates;

  OverviewCharts(Texts texts, Formats formats, Period period) {
    this.texts = texts;
    this.formats = formats;
    this.dates = period.dates();
  }

  /** Visitors, carts, and the revenue of each currency. */
  List<Chart> draw(OverviewPage.Figures figures) {
    List<Chart> charts = new ArrayList<>();
    charts.add(visitors(figures));
    charts.add(carts(figures.carts()));
    figures.revenue().forEach((currency, days) -> charts.add(revenue(currency, days)));
    return charts;
  }

  private Chart visitors(OverviewPage.Figures figures) {
    List<Long> now = figures.visitors();
    List<Long> before = figures.visitorsBefore();
    long most = Math.max(Collections.max(now), Collections.max(before));
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    List<List<String>> rows = rows(day -> List.of(text(now.get(day)), text(before.get(day))));
    List<String> tips =
        tips(
            day ->
                List.of(
                    texts.count("overview.visitors.tip", now.get(day)),
                    texts.of("overview.before.tip", text(before.get(day)))));
    String present = texts.of("overview.series.visitors");
    String past = texts.of("overview.series.before");
    return new Chart(
        "visitors",
        texts.of("overview.visitors.title"),
        texts.of(
            "overview.visitors.summary", text(figures.visitorTotal()), dates.size(), text(most)),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(dates, formats, tips), List.of()),
        drawing.area(now),
        drawing.line(now),
        drawing.line(before),
        List.of(new Chart.Series("visitors", present), new Chart.Series("before", past)),
        new Chart.Table(List.of(texts.of("overview.day"), present, past), rows));
  }

  private Chart carts(List<CartOutcomes.Day> days) {
    int most = days.stream().mapToInt(CartOutcomes.Day::started).max().orElse(0);
    CartOutcomes.Day total = CartOutcomes.total(days);
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    List<Stack> stacks =
        OUTCOMES.stream()
            .map(
                outcome ->
                    new Stack(outcome, days.stream().map(figure(outcome)::applyAsInt).toList()))
            .toList();
    List<String> tips =
        tips(
            day ->
                stacks.stream()
                    .map(stack -> outcome(stack.series()) + " " + stack.figures().get(day))
                    .toList());
    List<String> head = new ArrayList<>(List.of(texts.of("overview.day")));
    OUTCOMES.forEach(outcome -> head.add(outcome(outcome)));
    return new Chart(
        "carts",
        texts.of("overview.carts.title"),
        texts.of(
            "overview.carts.summary",
            total.started(),
            total.ordered(),
            total.abandoned(),
            total.recovered(),
            total.open()),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(dates, formats, tips), stacks),
        null,
        null,
        null,
        OUTCOMES.stream().map(name -> new Chart.Series(name, outcome(name))).toList(),
        new Chart.Table(
            head,
            rows(day -> stacks.stream().map(s -> text(s.figures().get(day).intValue())).toList())));
  }

  private Chart revenue(String currency, List<BigDecimal> days) {
    double most = Collections.max(days).doubleValue();
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    String series = texts.of("overview.series.revenue");
    List<List<String>> rows = rows(day -> List.of(money(days.get(day), currency)));
    return new Chart(
        "revenue-" + currency,
        texts.of("overview.revenue.title", currency),
        texts.of(
            "overview.revenue.summary",
            formats.money(OverviewPage.total(currency, days)),
            dates.size()),
        HEIGHT,
        drawing.ticks(
            figure -> formats.wholeMoney(new Money(BigDecimal.valueOf(figure), currency))),
        drawing.columns(
            Days.of(dates, formats, tips(day -> List.of(money(days.get(day), currency)))),
            List.of(new Stack("recovered", days))),
        null,
        null,
        null,
        List.of(),
        new Chart.Table(List.of(texts.of("overview.day"), series), rows));
  }

  private String outcome(String name) {
    return texts.of("cart.state." + name);
  }

  private static ToIntFunction<CartOutcomes.Day> figure(String outcome) {
    return switch (outcome) {
      case "ordered" -> CartOutcomes.Day::ordered;
      case "recovered" -> CartOutcomes.Day::recovered;
      case "abandoned" -> CartOutcomes.Day::abandoned;
      default -> CartOutcomes.Day::open;
    };
  }

  private List<String> tips(java.util.function.IntFunction<List<String>> lines) {
    return IntStream.range(0, dates.size())
        .mapToObj(day -> formats.date(dates.get(day)) + "\n" + String.join("\n", lines.apply(day)))
        .toList();
  }

  private List<List<String>> rows(java.util.function.IntFunction<List<String>> cells) {
    List<List<String>> rows = new ArrayList<>();
    for (int day = dates.size() - 1; day >= 0; day--) {
      List<String> row = new ArrayList<>(List.of(formats.date(dates.get(day))));
      row.addAll(cells.apply(day));
      rows.add(row);
    }
    return rows;
  }

  private String money(BigDecimal amount, String currency) {
    return formats.money(new Money(amount, currency));
  }

  private String text(long number) {
    return formats.number(number);
  }
}
