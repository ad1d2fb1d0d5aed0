package io.piste.console.view;

import java.util.List;

/**
 * What a file of contacts is to hold.
 *
 * @param search beginning of address or name; empty for all
 */
public record ExportView(String site, String search, List<Choice> segments, List<Choice> columns) {
  /** Something to choose. */
  public record Choice(String word, String label, boolean chosen) {}

  public ExportView {
    segments = List.copyOf(segments);
    columns = List.copyOf(columns);
  }
}
