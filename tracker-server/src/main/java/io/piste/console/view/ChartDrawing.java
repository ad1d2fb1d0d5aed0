package io.piste.console.view;

import io.piste.console.view.Chart.Column;
import io.piste.console.view.Chart.Segment;
import io.piste.console.view.Chart.Tick;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Works out where things go in a chart over days. The figures are never negative. */
public final class ChartDrawing {
  private static final int LABELS = 8;
  private static final int HEADROOM = 10;

  private final int height;
  private final double top;

  /** A plot of that many pixels in which {@code highest} still fits. */
  public ChartDrawing(int height, double highest) {
    this.height = height;
    this.top = niceTop(highest);
  }

  /** Lines at zero, half and top, with their figures as given. */
  public List<Tick> ticks(DoubleFunction<String> text) {
    return List.of(
        new Tick(number(y(0)), text.apply(0)),
        new Tick(number(y(top / 2)), text.apply(top / 2)),
        new Tick(number(y(top)), text.apply(top)));
  }

  /** Days as columns; each list of series has one figure per day, the first one stands lowest. */
  public List<Column> columns(Days days, List<Stack> stacks) {
    int count = days.labels().size();
    double width = 100.0 / count;
    double gap = count > 40 ? 0.16 : 0.28;
    List<Column> columns = new ArrayList<>();
    for (int day = 0; day < count; day++) {
      double x = day * width;
      List<Segment> segments = new ArrayList<>();
      double below = 0;
      for (Stack stack : stacks) {
        double figure = stack.figures().get(day).doubleValue();
        if (figure > 0) {
          segments.add(segment(x + width * gap / 2, width * (1 - gap), below, figure, stack));
        }
        below += figure;
      }
      columns.add(
          new Column(
              percent(x),
              percent(width),
              percent(x + width / 2),
              isLabelled(day, count) ? days.labels().get(day) : null,
              isLabelledOnPhone(day, count),
              days.tips().get(day),
              segments));
    }
    return columns;
  }

  /** A line through the middle of each day, for the d attribute of a path. */
  public String line(List<? extends Number> figures) {
    return line(figures, figures.size());
  }

  /** The same where the days are more than the figures: the rest is still to come. */
  public String line(List<? extends Number> figures, int days) {
    double width = (double) Chart.AREA_WIDTH / days;
    return IntStream.range(0, figures.size())
        .mapToObj(
            day -> number((day + 0.5) * width) + "," + number(y(figures.get(day).doubleValue())))
        .collect(Collectors.joining(" L", "M", ""));
  }

  /** The surface under {@link #line}. */
  public String area(List<? extends Number> figures) {
    return area(figures, figures.size());
  }

  /** The surface under {@link #line(List, int)}. */
  public String area(List<? extends Number> figures, int days) {
    double half = Chart.AREA_WIDTH / 2.0 / days;
    double end = (double) Chart.AREA_WIDTH * figures.size() / days - half;
    return line(figures, days)
        + " L%s,%d L%s,%d Z".formatted(number(end), height, number(half), height);
  }

  private Segment segment(double x, double width, double below, double figure, Stack stack) {
    double bottom = y(below);
    double size = Math.max(1.5, bottom - y(below + figure));
    return new Segment(
        percent(x), percent(width), number(bottom - size), number(size), stack.series());
  }

  private double y(double figure) {
    return height - figure / top * (height - HEADROOM);
  }

  private static boolean isLabelled(int day, int count) {
    int step = labelEvery(count);
    return (count - 1 - day) % step == step / 2;
  }

  /** Every other one of the labels. */
  private static boolean isLabelledOnPhone(int day, int count) {
    return (count - 1 - day) / labelEvery(count) % 2 == 1;
  }

  private static int labelEvery(int count) {
    return Math.max(1, (int) Math.ceil((double) count / LABELS));
  }

  /** The next figure of 1, 2, 4, 6, 8 or 10 times a power of ten: its half is a round one too. */
  static double niceTop(double highest) {
    if (highest <= 2) {
      return 2;
    }
    double power = Math.pow(10, Math.floor(Math.log10(highest)));
    for (double step : new double[] {1, 2, 4, 6, 8}) {
      if (highest <= step * power) {
        return step * power;
      }
    }
    return 10 * power;
  }

  private static String percent(double value) {
    return number(value) + "%";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** One series of a stacked column; {@code series} names its colour. */
  public record Stack(String series, List<? extends Number> figures) {}

  /** The days of a chart with what is written under them and what the pointer reads. */
  public record Days(List<String> labels, List<String> tips) {
    /** Of a list of days, labelled by a format. */
    public static Days of(List<LocalDate> dates, Formats formats, List<String> tips) {
      return new Days(dates.stream().map(formats::shortDate).toList(), tips);
    }
  }

  /** A small line without axes; null when there is nothing to draw. */
  public static @Nullable String spark(List<? extends Number> figures, int height) {
    double most = figures.stream().mapToDouble(Number::doubleValue).max().orElse(0);
    return most == 0 ? null : new ChartDrawing(height, most).line(figures);
  }
}
