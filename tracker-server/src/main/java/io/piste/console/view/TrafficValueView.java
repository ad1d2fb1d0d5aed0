package io.piste.console.view;

import java.util.List;

/**
 * One value of a dimension.
 *
 * @param heading the value
 * @param kind what it is a value of
 * @param back to the page of all traffic
 */
public record TrafficValueView(
    PeriodBar bar,
    String heading,
    String kind,
    String back,
    Chart chart,
    List<OverviewView.Tile> tiles) {
  public TrafficValueView {
    tiles = List.copyOf(tiles);
  }
}
