package io.piste.console;

import io.piste.console.view.ChartDrawing;
import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.report.TrafficCounts;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Makes the large figures of traffic pages. */
final class TrafficFigures {
  private static final int SPARK_HEIGHT = 36;

  private final Texts texts;
  private final Formats formats;
  private final Changes changes;

  TrafficFigures(PageRequest asked) {
    this.texts = asked.texts();
    this.formats = asked.formats();
    this.changes = new Changes(texts, formats);
  }

  /** The two periods' sums and the days or hours of the first. */
  record Sums(TrafficCounts now, TrafficCounts before, List<TrafficCounts> slots) {}

  List<Tile> of(Dimension dimension, Sums sums) {
    List<Tile> tiles = new ArrayList<>();
    if (dimension.isOfEvents()) {
      tiles.add(count("events", sums, TrafficCounts::hits));
      return tiles;
    }
    if (dimension != Dimension.PAGE && dimension != Dimension.EXIT) {
      tiles.add(count("visitors", sums, TrafficCounts::visitors));
    }
    tiles.add(count("visits", sums, TrafficCounts::sessions));
    if (dimension != Dimension.EXIT) {
      tiles.add(count("views", sums, TrafficCounts::hits));
    }
    if (dimension == Dimension.PAGE) {
      tiles.add(ratio("page-time", sums, TrafficFigures::secondsPerView, true));
    } else if (dimension != Dimension.EXIT) {
      tiles.add(ratio("bounce", sums, TrafficCounts::bounceRate, false));
      tiles.add(ratio("time", sums, TrafficCounts::secondsPerSession, true));
    }
    return tiles;
  }

  private Tile count(String name, Sums sums, ToDoubleFunction<TrafficCounts> figure) {
    return tile(name, formats.number((long) figure.applyAsDouble(sums.now())), sums, figure, true);
  }

  private Tile ratio(
      String name, Sums sums, ToDoubleFunction<TrafficCounts> figure, boolean moreIsGood) {
    double now = figure.applyAsDouble(sums.now());
    String value = name.equals("bounce") ? formats.percent(now) : formats.duration(now);
    return tile(name, value, sums, figure, moreIsGood);
  }

  private Tile tile(
      String name,
      String value,
      Sums sums,
      ToDoubleFunction<TrafficCounts> figure,
      boolean moreIsGood) {
    return new Tile(
        texts.of("traffic.tile." + name),
        value,
        List.of(),
        changes.of(
            figure.applyAsDouble(sums.now()), figure.applyAsDouble(sums.before()), moreIsGood),
        ChartDrawing.spark(
            sums.slots().stream().map(slot -> Math.max(0, figure.applyAsDouble(slot))).toList(),
            SPARK_HEIGHT),
        name);
  }

  private static double secondsPerView(TrafficCounts counts) {
    return counts.hits() == 0 ? 0 : counts.visible() / 1000.0 / counts.hits();
  }
}
