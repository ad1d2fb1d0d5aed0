package io.piste.console.view;

import io.piste.site.Site;
import java.util.List;

/**
 * What visitors answered in a period.
 *
 * @param export address of a file with the figures by what is appended to it: day, purpose, act or
 *     version
 */
public record ConsentFiguresView(
    Site site,
    PeriodBar bar,
    String export,
    boolean empty,
    List<OverviewView.Tile> tiles,
    Chart chart,
    List<Share> purposes,
    List<Version> versions,
    List<Share> acts) {
  /** A share of a whole, with the width of its bar. */
  public record Share(String name, String count, String of, String percent, String width) {}

  /** Outcomes of the answers to one version. */
  public record Version(
      int version,
      String accepted,
      String partly,
      String refused,
      String withdrawn,
      String agreed) {}

  public ConsentFiguresView {
    tiles = List.copyOf(tiles);
    purposes = List.copyOf(purposes);
    versions = List.copyOf(versions);
    acts = List.copyOf(acts);
  }
}
