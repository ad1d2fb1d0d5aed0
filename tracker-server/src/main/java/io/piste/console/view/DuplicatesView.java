package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Contacts that are likely one.
 *
 * @param next where the list goes on; null at the end
 */
public record DuplicatesView(
    List<ContactView.Choice> kinds, List<Pair> pairs, @Nullable String next) {
  /** Two of them, with what they have in common. */
  public record Pair(String one, String other, String common, String href) {}

  /**
   * Two side by side.
   *
   * @param path of the pair, for its forms
   * @param rows what is known of both
   * @param back the list it came from
   */
  public record Compared(
      String path, Side one, Side other, List<Row> rows, boolean possible, String back) {
    public Compared {
      rows = List.copyOf(rows);
    }
  }

  /** One of the two. */
  public record Side(long id, String name, String email, String href) {}

  /** A line of the comparison; {@code same} when both say the same. */
  public record Row(String name, String one, String other, boolean same) {}

  public DuplicatesView {
    kinds = List.copyOf(kinds);
    pairs = List.copyOf(pairs);
  }
}
