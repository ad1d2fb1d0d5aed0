package io.piste.console.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A site's segments. */
public record SegmentsView(List<Row> rows, List<Example> examples) {
  /**
   * One of them.
   *
   * @param words its rule in plain words
   * @param isStatic whether it is filled by hand
   * @param isUnreadable whether its rule cannot be read
   * @param members as it is read
   * @param change over the last 30 days, in words
   * @param direction up, down or flat
   * @param spark its members over the last 30 days; null when there was nobody
   * @param filling how far it is filled; null when it is up to date
   */
  public record Row(
      String link,
      String name,
      String words,
      boolean isStatic,
      boolean isUnreadable,
      String members,
      String change,
      String direction,
      @Nullable String spark,
      GoalsView.@Nullable Counting filling) {}

  /** A segment that is made by one click. */
  public record Example(String key, String name, String text, String words, boolean there) {}

  public SegmentsView {
    rows = List.copyOf(rows);
    examples = List.copyOf(examples);
  }

  /** Whether one of them is being filled. */
  public boolean filling() {
    return rows.stream().anyMatch(row -> row.filling() != null);
  }
}
