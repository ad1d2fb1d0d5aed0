package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first page.
 *
 * @param days of the period shown
 * @param steps what is still to be set up; empty when all is done
 */
public record OverviewView(
    int days, List<Integer> periods, List<Tile> tiles, List<Chart> charts, List<Step> steps) {

  /**
   * A figure with its change.
   *
   * @param also further figures that must not be added to it: other currencies
   * @param spark a small line, for the d attribute of a path
   * @param tone names the colour
   */
  public record Tile(
      String label,
      String value,
      List<String> also,
      Change change,
      @Nullable String spark,
      String tone) {}

  /**
   * Against the period before.
   *
   * @param direction up, down or flat
   * @param mood good, bad or neutral
   */
  public record Change(String text, String direction, String mood) {}

  /** Something to set up. */
  public record Step(boolean done, String key, String link) {}

  public OverviewView {
    periods = List.copyOf(periods);
    tiles = List.copyOf(tiles);
    charts = List.copyOf(charts);
    steps = List.copyOf(steps);
  }
}
