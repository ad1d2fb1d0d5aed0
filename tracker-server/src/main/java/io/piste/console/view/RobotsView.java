package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is real, on one site.
 *
 * @param shown which doubtful visitors: all, robot, headless, flood or said
 * @param here the page's own address, to come back to after a word
 * @param next address of the next page, null at the end
 */
public record RobotsView(
    int days,
    List<Integer> periods,
    List<Tile> tiles,
    Chart chart,
    String shown,
    List<Choice> choices,
    List<Row> rows,
    List<Busy> busy,
    String here,
    @Nullable String next) {

  /** A large figure; {@code verdict} names its text and colour. */
  public record Tile(String verdict, String events, String share, @Nullable String spark) {}

  /** A filter, with how many visitors pass it. */
  public record Choice(String shown, String count) {}

  /**
   * A doubtful visitor.
   *
   * @param verdict what counts: the word that was said, else what the program thinks
   * @param said who said what when, null when nobody spoke
   * @param pending whether kept events are still being turned
   */
  public record Row(
      String visitor,
      String called,
      String verdict,
      @Nullable String name,
      @Nullable String system,
      String events,
      String ago,
      String iso,
      @Nullable String said,
      boolean pending) {

    /** Whether events of this visitor count. */
    public boolean counts() {
      return verdict.equals("human");
    }
  }

  /** A visitor who sees many pages and counts. */
  public record Busy(
      String visitor,
      String called,
      @Nullable String name,
      @Nullable String system,
      String pages,
      String ago,
      String iso) {}

  public RobotsView {
    periods = List.copyOf(periods);
    tiles = List.copyOf(tiles);
    choices = List.copyOf(choices);
    rows = List.copyOf(rows);
    busy = List.copyOf(busy);
  }
}
