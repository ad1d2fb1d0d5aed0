package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the find box found.
 *
 * @param text what was asked for
 * @param heading what is shown in its place when it was a tag; null otherwise
 */
public record FindView(String text, @Nullable String heading, List<Part> parts) {
  /** Found things of one kind. */
  public record Part(String key, List<Row> rows) {
    public Part {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One of them.
   *
   * @param icon a picture's name; empty: the circle with the letters of the name
   * @param href where it leads; null where there is no page
   */
  public record Row(String icon, String name, @Nullable String detail, @Nullable String href) {}

  public FindView {
    parts = List.copyOf(parts);
  }
}
