package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of contacts that came, and the form for another one.
 *
 * @param site its name
 * @param most megabytes that a file may have, written
 * @param mistake why the last file was refused; null: none was
 */
public record ImportsView(List<Row> rows, String site, String most, @Nullable String mistake) {
  /**
   * An import.
   *
   * @param state its word, for the look
   * @param counts what became of its lines, in words; empty while nothing did
   */
  public record Row(
      String link,
      String name,
      String state,
      String stateText,
      String counts,
      String by,
      String ago) {}

  public ImportsView {
    rows = List.copyOf(rows);
  }
}
