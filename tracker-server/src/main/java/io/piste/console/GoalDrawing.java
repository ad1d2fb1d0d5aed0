package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.Funnel;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.report.GoalFigures.Counts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws what was reached of a goal by day, and the steps of a funnel. */
final class GoalDrawing {
  private static final int HEIGHT = 220;
  private static final int SLOPE_HEIGHT = 30;

  /** A line needs more than two points to say something. */
  private static final int LINE_FROM = 3;

  private final Texts texts;
  private final Formats formats;
  private final TrafficPeriod period;

  GoalDrawing(PageRequest asked, TrafficPeriod period) {
    this.texts = asked.texts();
    this.formats = asked.formats();
    this.period = period;
  }

  /** How many came to the end on each day, beside the period before. */
  Chart chart(Goal goal, List<Long> now, List<Long> before) {
    long most = Math.max(most(now), most(before));
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    boolean line = now.size() >= LINE_FROM;
    String series = texts.of(goal.isFunnel() ? "goal.through" : "goal.conversions");
    String past = texts.of("overview.series.before");
    List<LocalDate> dates = period.period().dates();
    List<List<String>> rows = new ArrayList<>();
    List<String> tips = new ArrayList<>();
    for (int day = 0; day < dates.size(); day++) {
      String date = formats.date(dates.get(day));
      String here = formats.number(now.get(day));
      String then = formats.number(before.get(day));
      rows.add(List.of(date, here, then));
      tips.add("%s\n%s\u2002%s\n%s\u2002%s".formatted(date, series, here, past, then));
    }
    return new Chart(
        "goal",
        texts.of(goal.isFunnel() ? "goal.chart.funnel" : "goal.chart.goal"),
        texts.of("goal.chart.summary", formats.number(sum(now)), series, dates.size()),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        drawing.columns(
            Days.of(dates, formats, tips), line ? List.of() : List.of(new Stack("visitors", now))),
        line ? drawing.area(now) : null,
        line ? drawing.line(now) : null,
        line ? drawing.line(before) : null,
        line
            ? List.of(new Chart.Series("visitors", series), new Chart.Series("before", past))
            : List.of(),
        new Chart.Table(List.of(texts.of("overview.day"), series, past), rows.reversed()));
  }

  /** The steps, one below the other, with what is lost between them. */
  Funnel funnel(Goal goal, List<Counts> now, List<Counts> before) {
    GoalWords words = new GoalWords(texts);
    long first = now.getFirst().reached();
    long firstBefore = before.getFirst().reached();
    double most = Math.max(1, Math.max(first, firstBefore));
    List<Funnel.Step> steps = new ArrayList<>();
    for (int i = 0; i < now.size(); i++) {
      long here = now.get(i).reached();
      long then = before.get(i).reached();
      Long next = i + 1 < now.size() ? now.get(i + 1).reached() : null;
      long earlier = i == 0 ? here : now.get(i - 1).reached();
      steps.add(
          new Funnel.Step(
              i + 1,
              words.step(goal.steps().get(i)),
              formats.number(here),
              share(here, first),
              percent(here / most),
              firstBefore == 0 ? null : percent(then / most),
              next == null ? null : loss(here, next, most),
              List.of(
                  formats.number(here),
                  share(here, first),
                  i == 0 ? "–" : share(here, earlier),
                  i == 0 ? "–" : formats.number(earlier - here),
                  formats.number(then),
                  share(then, firstBefore))));
    }
    return new Funnel(
        "funnel-" + goal.id(),
        texts.of(
            "goal.funnel.summary",
            formats.number(first),
            formats.number(now.getLast().reached()),
            share(now.getLast().reached(), first)),
        steps,
        List.of(
            texts.of("goal.column.count"),
            texts.of("goal.column.of-first"),
            texts.of("goal.column.of-previous"),
            texts.of("goal.column.lost"),
            texts.of("goal.column.before"),
            texts.of("goal.column.before-share")));
  }

  private Funnel.Loss loss(long here, long next, double most) {
    double from = here / most * Funnel.WIDTH;
    double to = next / most * Funnel.WIDTH;
    String slope =
        String.format(Locale.ROOT, "0,0 %.1f,0 %.1f,%d 0,%d", from, to, SLOPE_HEIGHT, SLOPE_HEIGHT);
    long lost = here - next;
    String text =
        lost == 0
            ? texts.of("goal.lost.none")
            : texts.of("goal.lost", formats.number(lost), share(lost, here));
    return new Funnel.Loss(text, slope);
  }

  /** A part of a whole in the reader's language; a dash when there is no whole. */
  String share(long part, long whole) {
    return whole == 0 ? "–" : formats.percent((double) part / whole);
  }

  /** A small line of days, null when nobody came. */
  static @Nullable String spark(List<Long> days) {
    return ChartDrawing.spark(days, 36);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f%%", share * 100);
  }

  private static long most(List<Long> figures) {
    return figures.stream().mapToLong(Long::longValue).max().orElse(0);
  }

  private static long sum(List<Long> figures) {
    return IntStream.range(0, figures.size()).mapToLong(figures::get).sum();
  }
}
