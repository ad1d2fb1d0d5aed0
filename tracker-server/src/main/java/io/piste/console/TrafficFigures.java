package io.piste.console;

import io.piste.console.view.ChartDrawing;
import io.piste.console.view.Formats;
import io.piste.console.view.OverviewView.Change;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.report.TrafficCounts;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

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
      tiles.add(time("page-time", sums, TrafficFigures::secondsPerView));
    } else if (dimension != Dimension.EXIT) {
      tiles.add(bounce(sums));
      tiles.add(time("time", sums, TrafficCounts::secondsPerSession));
    }
    return tiles;
  }

  private Tile count(String name, Sums sums, ToDoubleFunction<TrafficCounts> figure) {
    double now = figure.applyAsDouble(sums.now());
    double before = figure.applyAsDouble(sums.before());
    return tile(
        name, formats.number((long) now), changes.of(now, before, true), spark(sums, figure));
  }

  private Tile time(String name, Sums sums, ToDoubleFunction<TrafficCounts> seconds) {
    double now = seconds.applyAsDouble(sums.now());
    double before = seconds.applyAsDouble(sums.before());
    return tile(name, formats.duration(now), changes.of(now, before, true), spark(sums, seconds));
  }

  private Tile bounce(Sums sums) {
    double now = sums.now().bounceRate();
    return tile(
        "bounce",
        formats.percent(now),
        changes.ofShare(now, sums.before().bounceRate(), false),
        spark(sums, counts -> counts.bounceRate() * 100));
  }

  private Tile tile(String name, String value, Change change, @Nullable String spark) {
    return new Tile(texts.of("traffic.tile." + name), value, List.of(), change, spark, name);
  }

  private static @Nullable String spark(Sums sums, ToDoubleFunction<TrafficCounts> figure) {
    return ChartDrawing.spark(
        sums.slots().stream().map(slot -> Math.max(0, figure.applyAsDouble(slot))).toList(),
        SPARK_HEIGHT);
  }

  private static double secondsPerView(TrafficCounts counts) {
    return counts.hits() == 0 ? 0 : counts.visible() / 1000.0 / counts.hits();
  }
}
