package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.RobotsView.Tile;
import io.piste.console.view.Texts;
import io.piste.eventlog.Verdict;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Draws how many events came with which verdict. The chart shows the doubtful ones alone: beside
 * those of people they would be a line at the bottom.
 */
final class RobotsFigures {
  private static final int HEIGHT = 200;
  private static final int SPARK_HEIGHT = 36;
  private static final List<Verdict> DOUBTFUL =
      Stream.of(Verdict.values()).filter(verdict -> !verdict.counts()).toList();

  private final Texts texts;
  private final Formats formats;
  private final List<LocalDate> dates;

  RobotsFigures(Texts texts, Formats formats, List<LocalDate> dates) {
    this.texts = texts;
    this.formats = formats;
    this.dates = List.copyOf(dates);
  }

  /** A large figure for each verdict, with its share of all. */
  List<Tile> tiles(Map<Verdict, List<Long>> figures) {
    long all = figures.values().stream().mapToLong(RobotsFigures::sum).sum();
    return Stream.of(Verdict.values())
        .map(
            verdict -> {
              List<Long> perDay = of(figures, verdict);
              long events = sum(perDay);
              return new Tile(
                  verdict.word(),
                  formats.number(events),
                  texts.of("robots.share", formats.percent(all == 0 ? 0 : (double) events / all)),
                  ChartDrawing.spark(perDay, SPARK_HEIGHT));
            })
        .toList();
  }

  /** The doubtful ones by day; people stand in the table below it. */
  Chart chart(Map<Verdict, List<Long>> figures) {
    long most =
        IntStream.range(0, dates.size())
            .mapToLong(day -> DOUBTFUL.stream().mapToLong(v -> of(figures, v).get(day)).sum())
            .max()
            .orElse(0);
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    List<Stack> stacks =
        DOUBTFUL.stream().map(verdict -> new Stack(verdict.word(), of(figures, verdict))).toList();
    List<String> head = new ArrayList<>(List.of(texts.of("overview.day")));
    Stream.of(Verdict.values()).forEach(verdict -> head.add(name(verdict)));
    return new Chart(
        "verdicts",
        texts.of("robots.chart.title"),
        texts.of(
            "robots.chart.summary",
            dates.size(),
            formats.number(sum(of(figures, Verdict.ROBOT))),
            formats.number(sum(of(figures, Verdict.HEADLESS))),
            formats.number(sum(of(figures, Verdict.FLOOD)))),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(Days.of(dates, formats, tips(figures)), stacks),
        null,
        null,
        null,
        DOUBTFUL.stream().map(v -> new Chart.Series(v.word(), name(v))).toList(),
        new Chart.Table(head, rows(figures)));
  }

  private List<String> tips(Map<Verdict, List<Long>> figures) {
    return IntStream.range(0, dates.size())
        .mapToObj(
            day -> {
              List<String> lines = new ArrayList<>(List.of(formats.date(dates.get(day))));
              DOUBTFUL.forEach(
                  verdict ->
                      lines.add(
                          name(verdict) + " " + formats.number(of(figures, verdict).get(day))));
              return String.join("\n", lines);
            })
        .toList();
  }

  private List<List<String>> rows(Map<Verdict, List<Long>> figures) {
    return IntStream.range(0, dates.size())
        .map(day -> dates.size() - 1 - day)
        .mapToObj(
            day -> {
              List<String> cells = new ArrayList<>(List.of(formats.date(dates.get(day))));
              Stream.of(Verdict.values())
                  .forEach(verdict -> cells.add(formats.number(of(figures, verdict).get(day))));
              return cells;
            })
        .toList();
  }

  private String name(Verdict verdict) {
    return texts.ofWord("robots.verdict", verdict.word());
  }

  private static List<Long> of(Map<Verdict, List<Long>> figures, Verdict verdict) {
    return figures.getOrDefault(verdict, List.of());
  }

  private static long sum(List<Long> figures) {
    return figures.stream().mapToLong(Long::longValue).sum();
  }
}
