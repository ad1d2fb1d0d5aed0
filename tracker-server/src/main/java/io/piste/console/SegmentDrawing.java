package io.piste.console;

import io.piste.console.view.Chart;
import io.piste.console.view.Chart.Column;
import io.piste.console.view.Chart.Segment;
import io.piste.console.view.Chart.Tick;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.segment.SegmentDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Draws who entered a segment, upwards, and who left it, downwards, by day. */
final class SegmentDrawing {
  private static final int HALF = 100;
  private static final int HEIGHT = 2 * HALF;

  private final Texts texts;
  private final Formats formats;

  SegmentDrawing(Formats formats) {
    this.texts = formats.texts();
    this.formats = formats;
  }

  /** A chart of days, the oldest first. */
  Chart chart(List<SegmentDay> days) {
    long most = days.stream().mapToLong(day -> Math.max(day.entered(), day.left())).max().orElse(0);
    ChartDrawing half = new ChartDrawing(HALF, most);
    List<Tick> up = half.ticks(figure -> formats.number((long) figure));
    List<Tick> ticks = new ArrayList<>(up);
    ticks.add(mirrored(up.getLast()));
    String entered = texts.of("segment.series.entered");
    String left = texts.of("segment.series.left");
    List<List<String>> rows = new ArrayList<>();
    List<String> tips = new ArrayList<>();
    for (SegmentDay day : days) {
      String in = formats.number(day.entered());
      String out = formats.number(day.left());
      String date = formats.date(day.day());
      rows.add(List.of(date, in, out));
      tips.add("%s\n%s\u2002%s\n%s\u2002%s".formatted(date, entered, in, left, out));
    }
    return new Chart(
        "segment",
        texts.of("segment.chart"),
        texts.of(
            "segment.chart.summary",
            days.size(),
            formats.number(days.stream().mapToLong(SegmentDay::entered).sum()),
            formats.number(days.stream().mapToLong(SegmentDay::left).sum())),
        HEIGHT,
        ticks,
        columns(half, days, tips),
        null,
        null,
        null,
        List.of(new Chart.Series("recovered", entered), new Chart.Series("abandoned", left)),
        new Chart.Table(List.of(texts.of("segment.chart.day"), entered, left), rows.reversed()));
  }

  private List<Column> columns(ChartDrawing half, List<SegmentDay> days, List<String> tips) {
    List<LocalDate> dates = days.stream().map(SegmentDay::day).toList();
    Days labels = Days.of(dates, formats, tips);
    List<Column> up =
        half.columns(
            labels,
            List.of(
                new ChartDrawing.Stack(
                    "recovered", days.stream().map(SegmentDay::entered).toList())));
    List<Column> down =
        half.columns(
            labels,
            List.of(
                new ChartDrawing.Stack("abandoned", days.stream().map(SegmentDay::left).toList())));
    List<Column> both = new ArrayList<>();
    for (int i = 0; i < up.size(); i++) {
      Column column = up.get(i);
      List<Segment> bars = new ArrayList<>(column.segments());
      down.get(i).segments().forEach(bar -> bars.add(mirrored(bar)));
      both.add(
          new Column(
              column.x(),
              column.width(),
              column.center(),
              column.label(),
              column.labelOnPhone(),
              column.tip(),
              bars));
    }
    return both;
  }

  private static Tick mirrored(Tick tick) {
    return new Tick(number(HEIGHT - Double.parseDouble(tick.y())), tick.text());
  }

  private static Segment mirrored(Segment bar) {
    return new Segment(bar.x(), bar.width(), number(HALF), bar.height(), bar.series());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** How many were in it at the end of each day, reckoned back from now. */
  static List<Long> members(long now, List<SegmentDay> days) {
    List<Long> members = new ArrayList<>();
    long then = now;
    for (SegmentDay day : days.reversed()) {
      members.add(Math.max(0, then));
      then += day.left() - day.entered();
    }
    return members.reversed();
  }

  /** A small line of members over days; null when there was nobody. */
  static @Nullable String spark(long now, List<SegmentDay> days, int height) {
    return ChartDrawing.spark(members(now, days), height);
  }
}
