package io.piste.console.view;

import java.util.List;

/**
 * Anonymous statistics of a period.
 *
 * @param on whether the site counts now
 * @param seen whether anything was ever counted
 * @param site public id, for the link to where it is switched
 * @param export link to the days as a file
 */
public record AnonymousView(
    PeriodBar bar,
    boolean on,
    boolean seen,
    String site,
    Chart chart,
    List<OverviewView.Tile> tiles,
    List<TrafficView.Card> cards,
    String export) {
  public AnonymousView {
    tiles = List.copyOf(tiles);
    cards = List.copyOf(cards);
  }
}
