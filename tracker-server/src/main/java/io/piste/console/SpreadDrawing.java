package io.piste.console;

import io.piste.console.SpreadBins.Bin;
import io.piste.console.view.Chart;
import io.piste.console.view.Chart.Column;
import io.piste.console.view.ChartDrawing;
import io.piste.console.view.ChartDrawing.Days;
import io.piste.console.view.ChartDrawing.Stack;
import io.piste.console.view.Formats;
import io.piste.console.view.MiniBar;
import io.piste.console.view.Texts;
import io.piste.report.Spread;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Draws how many contacts have how much of a tag or a score. */
final class SpreadDrawing {
  private static final int HEIGHT = 200;
  private static final int MINI_HEIGHT = 36;

  /** The room for labels in pixels, and what a letter and a gap between two labels take of it. */
  private static final int DESK = 640;

  private static final int PHONE = 270;
  private static final int LETTER = 6;
  private static final int GAP = 8;

  private final Texts texts;
  private final Formats formats;

  SpreadDrawing(PageRequest asked) {
    this.texts = asked.texts();
    this.formats = asked.formats();
  }

  /**
   * A column for each step.
   *
   * @param what names the figure: {@code weight} or {@code points}
   */
  Chart chart(String what, Spread spread) {
    List<Bin> bins = SpreadBins.of(spread.figures());
    List<Long> contacts = bins.stream().map(bin -> spread.contacts(bin.figures())).toList();
    long most = contacts.stream().mapToLong(Long::longValue).max().orElse(0);
    String series = texts.of("spread.people");
    List<String> labels = new ArrayList<>();
    List<String> tips = new ArrayList<>();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      String label = label(bins.get(i));
      String here = formats.number(contacts.get(i));
      double share = (double) bins.get(i).figures() / spread.figures().size();
      labels.add(label);
      tips.add("%s\n%s\u2002%s (%s)".formatted(label, series, here, formats.percent(share)));
      rows.add(List.of(label, here, formats.percent(share)));
    }
    ChartDrawing drawing = new ChartDrawing(HEIGHT, most);
    return new Chart(
        "spread",
        texts.of("spread." + what + ".title"),
        summary(what, spread, bins),
        HEIGHT,
        drawing.ticks(figure -> formats.number((long) figure)),
        labelled(
            drawing.columns(new Days(labels, tips), List.of(new Stack("visitors", contacts))),
            labels),
        null,
        null,
        null,
        List.of(),
        new Chart.Table(
            List.of(texts.of("spread." + what), series, texts.of("spread.share")), rows));
  }

  private String summary(String what, Spread spread, List<Bin> bins) {
    List<Double> sorted = spread.figures().stream().sorted().toList();
    if (sorted.isEmpty()) {
      return texts.of("spread.none");
    }
    Bin fullest = bins.stream().max(Comparator.comparingLong(Bin::figures)).orElseThrow();
    return texts.of(
        "spread." + what + ".summary",
        new CountWords(texts, formats).contacts(spread.count()),
        label(fullest),
        formats.percent((double) fullest.figures() / sorted.size()),
        figure(sorted.get(sorted.size() / 2)),
        figure(sorted.getLast()));
  }

  /** Small columns without axes; none when there is nobody. */
  static List<MiniBar> mini(Spread spread) {
    List<Bin> bins = SpreadBins.of(spread.figures());
    long most = bins.stream().mapToLong(Bin::figures).max().orElse(0);
    double width = bins.isEmpty() ? 0 : 100.0 / bins.size();
    List<MiniBar> bars = new ArrayList<>();
    for (int i = 0; i < bins.size(); i++) {
      double height = (double) bins.get(i).figures() / most * MINI_HEIGHT;
      if (height > 0) {
        double drawn = Math.max(1.5, height);
        bars.add(
            new MiniBar(
                number(i * width + width * 0.1) + "%",
                number(width * 0.8) + "%",
                number(MINI_HEIGHT - drawn),
                number(drawn)));
      }
    }
    return bars;
  }

  /** Labels under as many columns as there is room for; there are fewer of them than of days. */
  private static List<Column> labelled(List<Column> columns, List<String> labels) {
    int longest = labels.stream().mapToInt(String::length).max().orElse(0);
    int room = columns.size() * (longest * LETTER + GAP);
    int every = Math.max(1, Math.ceilDiv(room, DESK));
    int everyOnPhone = Math.max(every, Math.ceilDiv(room, PHONE));
    List<Column> labelled = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      labelled.add(
          new Column(
              column.x(),
              column.width(),
              column.center(),
              i % every == 0 ? labels.get(i) : null,
              i % everyOnPhone == 0,
              column.tip(),
              column.segments()));
    }
    return labelled;
  }

  private String label(Bin bin) {
    if (bin.isOpen()) {
      return texts.of("spread.more", figure(bin.from()));
    }
    return bin.to() == bin.from()
        ? figure(bin.from())
        : figure(bin.from()) + "–" + figure(bin.to());
  }

  private String figure(double value) {
    return formats.figure(value);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
