package io.piste.console;

import io.piste.console.view.Formats;
import io.piste.report.TrafficList.Row;
import io.piste.visit.Dimension;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/**
 * Which figures belong to a dimension. The first one is the one that rows are ordered by.
 *
 * @param key of its text among {@code traffic.column}
 * @param raw for a file: a plain number, times in seconds, shares from 0 to 1
 */
record TrafficColumns(String key, BiFunction<Formats, Row, String> shown, ToRaw raw) {
  /** A number as a file has it. */
  @FunctionalInterface
  interface ToRaw {
    Number of(Row row);
  }

  private static final TrafficColumns VIEWS = count("views", row -> row.counts().hits());
  private static final TrafficColumns EVENTS = count("events", row -> row.counts().hits());
  private static final TrafficColumns VISITS = count("visits", row -> row.counts().sessions());
  private static final TrafficColumns VISITORS = count("visitors", row -> row.counts().visitors());
  private static final TrafficColumns ENTRIES = count("entries", row -> row.entered().sessions());
  private static final TrafficColumns EXITS = count("exits", Row::exits);
  private static final TrafficColumns BOUNCE =
      new TrafficColumns(
          "bounce",
          (formats, row) -> formats.percent(row.counts().bounceRate()),
          row -> row.counts().bounceRate());
  private static final TrafficColumns PAGE_BOUNCE =
      new TrafficColumns(
          "bounce",
          (formats, row) ->
              row.entered().sessions() == 0 ? "–" : formats.percent(row.entered().bounceRate()),
          row -> row.entered().bounceRate());
  private static final TrafficColumns TIME =
      new TrafficColumns(
          "time",
          (formats, row) -> formats.duration(row.counts().secondsPerSession()),
          row -> row.counts().secondsPerSession());
  private static final TrafficColumns PAGE_TIME =
      new TrafficColumns(
          "page-time",
          (formats, row) -> formats.duration(secondsPerView(row)),
          TrafficColumns::secondsPerView);
  private static final TrafficColumns PAGES =
      new TrafficColumns(
          "pages",
          (formats, row) -> formats.decimal(row.counts().hitsPerSession()),
          row -> row.counts().hitsPerSession());

  /** All that is known of values of a dimension. */
  static List<TrafficColumns> of(Dimension dimension) {
    if (dimension.isOfEvents()) {
      return List.of(EVENTS);
    }
    return switch (dimension) {
      case PAGE -> List.of(VIEWS, VISITS, ENTRIES, EXITS, PAGE_BOUNCE, PAGE_TIME);
      case ENTRY -> List.of(VISITS, PAGES, BOUNCE, TIME);
      case EXIT -> List.of(VISITS);
      default -> List.of(VISITS, VISITORS, PAGES, BOUNCE, TIME);
    };
  }

  /** The two that say the most. */
  static List<TrafficColumns> shortOf(Dimension dimension) {
    if (dimension.isOfEvents()) {
      return List.of(EVENTS);
    }
    return switch (dimension) {
      case PAGE -> List.of(VIEWS, VISITS);
      case EXIT -> List.of(VISITS);
      default -> List.of(VISITS, BOUNCE);
    };
  }

  private static TrafficColumns count(String key, ToLongFunction<Row> figure) {
    return new TrafficColumns(
        key,
        (formats, row) -> formats.number(figure.applyAsLong(row)),
        row -> figure.applyAsLong(row));
  }

  private static double secondsPerView(Row row) {
    long views = row.counts().hits();
    return views == 0 ? 0 : row.counts().visible() / 1000.0 / views;
  }
}
