package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens now, as a map: of the world when places are known, else of the site.
 *
 * @param extent world or europe; empty when no place is known
 * @param choices the extents
 * @param dots on the map, the largest first
 * @param places the same as a table, with those whose place is not known
 * @param ways between pages; null when places are known
 */
public record LiveMap(
    String extent,
    int width,
    int height,
    String summary,
    List<Choice> choices,
    List<Dot> dots,
    List<Place> places,
    @Nullable Ways ways) {
  /** An extent to choose. */
  public record Choice(String label, String link, boolean current) {}

  /**
   * Visitors of a country.
   *
   * @param tip what the pointer reads, one line per entry
   */
  public record Dot(int x, int y, int radius, boolean present, String tip) {}

  /** A country with its visitors, of the last minutes and of the last half hour. */
  public record Place(String name, String present, String lately) {}

  /**
   * Ways between pages: from those on the left to those on the right, which stand in rows.
   *
   * @param height in pixels
   */
  public record Ways(
      int height, List<Page> from, List<Page> to, List<Band> bands, List<List<String>> table) {
    public Ways {
      from = List.copyOf(from);
      to = List.copyOf(to);
      bands = List.copyOf(bands);
      table = List.copyOf(table);
    }
  }

  /** A page in its row. */
  public record Page(String path, String times) {}

  /**
   * A way.
   *
   * @param path for the d attribute, in a width of 100
   * @param thickness in pixels
   */
  public record Band(String path, String thickness, String tip) {}

  public LiveMap {
    choices = List.copyOf(choices);
    dots = List.copyOf(dots);
    places = List.copyOf(places);
  }
}
