package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart over days, ready to be drawn: positions across are percentages, so that it fits any width
 * without a script, positions down are pixels.
 *
 * @param summary what it shows, in a sentence, for those who cannot see it
 * @param height of the plot, in pixels
 * @param area filled line, in the units of {@link #AREA_WIDTH} by height; null for none
 * @param ghost line of the period before; null for none
 */
public record Chart(
    String id,
    String title,
    String summary,
    int height,
    List<Tick> ticks,
    List<Column> columns,
    @Nullable String area,
    @Nullable String line,
    @Nullable String ghost,
    List<Series> legend,
    Table table) {

  /** The width in which the lines' coordinates are written; they are stretched to fit. */
  public static final int AREA_WIDTH = 1000;

  /** A line across with its figure. */
  public record Tick(String y, String text) {}

  /**
   * One day.
   *
   * @param x left edge of the day, percent; {@code center} its middle
   * @param label under the axis; null where it would not fit
   * @param tip what the pointer reads, one line per entry
   */
  public record Column(
      String x,
      String width,
      String center,
      @Nullable String label,
      boolean labelOnPhone,
      String tip,
      List<Segment> segments) {}

  /** A piece of a bar. */
  public record Segment(String x, String width, String y, String height, String series) {}

  /** An entry of the legend; {@code series} names its colour. */
  public record Series(String series, String name) {}

  /** The same figures for those who read. */
  public record Table(List<String> head, List<List<String>> rows) {}
}
