package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of a period: a chart, figures, and what is in them.
 *
 * @param seen whether anybody was ever seen on the site
 */
public record TrafficView(
    PeriodBar bar, boolean seen, Chart chart, List<OverviewView.Tile> tiles, List<Card> cards) {
  /** A few values of a dimension. */
  public record Card(
      String id, String title, List<Tab> tabs, Listing listing, String more, String icon) {
    public Card {
      tabs = List.copyOf(tabs);
    }
  }

  /** Another dimension of the same card. */
  public record Tab(String label, String link, boolean current) {}

  /**
   * Rows under heads; the first head is of the label.
   *
   * @param empty what to say when there is no row
   */
  public record Listing(List<String> heads, List<Row> rows, String empty) {
    public Listing {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
    }
  }

  /**
   * A value.
   *
   * @param detail more about it, null for nothing
   * @param link to its own page, null when it has none
   * @param width of its bar, in percent
   */
  public record Row(
      String label,
      @Nullable String detail,
      @Nullable String link,
      String width,
      List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  public TrafficView {
    tiles = List.copyOf(tiles);
    cards = List.copyOf(cards);
  }
}
