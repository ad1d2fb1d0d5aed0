package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.TrafficCounts;
import io.piste.report.TrafficCurve;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Draws traffic over hours or days: page views or events as columns, people as a line with a second
 * one of the period before.
 */
final class TrafficChart {
  private static final int HEIGHT = 240;

  private final Texts texts;
  private final Formats formats;
  private final TrafficPeriod period;

  TrafficChart(PageRequest asked, TrafficPeriod period) {
    this.texts = asked.texts();
    this.formats = asked.formats();
    this.period = period;
  }

  /** The hours or days of the two periods. */
  record Curves(boolean hourly, List<TrafficCounts> now, List<TrafficCounts> before) {}

  Chart draw(Dimension dimension, Curves curves) {
    boolean hourly = curves.hourly();
    boolean events = dimension.isOfEvents();
    boolean visits = dimension == Dimension.PAGE || dimension == Dimension.EXIT;
    String columns = events ? "events" : "views";
    String line = visits ? "visits" : "visitors";
    ToLongFunction<TrafficCounts> people =
        visits ? TrafficCounts::sessions : TrafficCounts::visitors;
    int slots = curves.now().size();
    int begun = curves.hourly() ? period.begun(slots) : slots;
    List<Long> hits = figures(curves.now(), TrafficCounts::hits);
    List<Long> now = figures(curves.now(), people);
    List<Long> before = fitted(figures(curves.before(), people), slots);
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most(hits, now, before));
    List<String> heads = new ArrayList<>(List.of(texts.of(slotKey(hourly))));
    List<Chart.Series> legend = new ArrayList<>();
    if (!events) {
      heads.add(name(line));
      heads.add(texts.of("overview.series.before"));
      legend.add(new Chart.Series("visitors", name(line)));
      legend.add(new Chart.Series("before", texts.of("overview.series.before")));
    }
    heads.add(name(columns));
    legend.add(new Chart.Series("views", name(columns)));
    List<List<String>> rows = new ArrayList<>();
    List<String> labels = labels(hourly);
    List<String> full = fullLabels(hourly);
    for (int slot = 0; slot < slots; slot++) {
      List<String> row = new ArrayList<>(List.of(full.get(slot)));
      if (!events) {
        row.add(text(now.get(slot)));
        row.add(text(before.get(slot)));
      }
      row.add(text(hits.get(slot)));
      rows.add(row);
    }
    return new Chart(
        "traffic",
        texts.of(events ? "traffic.chart.events" : "traffic.chart." + line),
        summary(dimension, curves),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(new Days(labels, tips(heads, rows)), List.of(new Stack("views", hits))),
        events ? null : drawing.area(now.subList(0, begun), slots),
        events ? null : drawing.line(now.subList(0, begun), slots),
        events ? null : drawing.line(before),
        legend,
        new Chart.Table(heads, hourly ? rows : rows.reversed()));
  }

  private String summary(Dimension dimension, Curves curves) {
    String key = curves.hourly() ? "traffic.chart.summary.hours" : "traffic.chart.summary.days";
    return texts.of(
        key,
        text(TrafficCurve.total(curves.now()).hits()),
        name(dimension.isOfEvents() ? "events" : "views"),
        curves.now().size());
  }

  private String slotKey(boolean hourly) {
    return hourly ? "traffic.hour" : "overview.day";
  }

  private String name(String series) {
    return texts.of("traffic.column." + series);
  }

  private List<String> labels(boolean hourly) {
    return hourly
        ? TrafficCurve.hoursOf(period.period()).stream().map(formats::time).toList()
        : period.period().dates().stream().map(formats::shortDate).toList();
  }

  private List<String> fullLabels(boolean hourly) {
    return hourly
        ? TrafficCurve.hoursOf(period.period()).stream().map(formats::dateTime).toList()
        : period.period().dates().stream().map(formats::date).toList();
  }

  private static List<String> tips(List<String> heads, List<List<String>> rows) {
    return rows.stream()
        .map(
            row ->
                IntStream.range(1, row.size())
                    .mapToObj(i -> heads.get(i) + "\u2002" + row.get(i))
                    .reduce(row.getFirst(), (text, line) -> text + "\n" + line))
        .toList();
  }

  private static List<Long> figures(
      List<TrafficCounts> counts, ToLongFunction<TrafficCounts> figure) {
    return counts.stream().map(each -> Math.max(0, figure.applyAsLong(each))).toList();
  }

  /** A day of the change of clocks has an hour more or less than the one before. */
  private static List<Long> fitted(List<Long> figures, int slots) {
    return IntStream.range(0, slots)
        .mapToObj(slot -> slot < figures.size() ? figures.get(slot) : Long.valueOf(0))
        .toList();
  }

  @SafeVarargs
  private static long most(List<Long>... all) {
    long most = 0;
    for (List<Long> figures : all) {
      for (long figure : figures) {
        most = Math.max(most, figure);
      }
    }
    return most;
  }

  private String text(long number) {
    return formats.number(number);
  }
}
