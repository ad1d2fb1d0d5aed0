package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is.
 *
 * @param percent 0 to 100 while it is under way and its length is known; else -1
 * @param refusal why the file was refused and what to do; null when it was not
 * @param more whether there are more faults than shown
 * @param fileGone whether the file was deleted, and the faults with it
 */
public record ImportView(
    String path,
    String name,
    String state,
    String lead,
    int percent,
    String progress,
    @Nullable String refusal,
    List<Tile> tiles,
    List<Fault> faults,
    boolean more,
    boolean fileGone,
    String by) {
  /** A count, and what it means. */
  public record Tile(String label, String value, String hint) {}

  /** What is wrong with a line. */
  public record Fault(long line, String text) {}

  public ImportView {
    tiles = List.copyOf(tiles);
    faults = List.copyOf(faults);
  }

  /** Whether something is being done. */
  public boolean underWay() {
    return state.equals("checking") || state.equals("importing");
  }
}
