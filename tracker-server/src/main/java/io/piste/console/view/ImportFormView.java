package io.piste.console.view;

import java.util.List;
import java.util.Map;

/**
 * What the columns of a file are, and what is to be done with its lines.
 *
 * @param encodings to choose from; empty for a spreadsheet
 * @param segments static ones of the site; may be empty
 */
public record ImportFormView(
    String path,
    String name,
    List<Column> columns,
    List<Choice> targets,
    List<Choice> known,
    List<Choice> encodings,
    String encoding,
    List<Choice> separators,
    String separator,
    List<Choice> segments,
    Typed typed,
    Map<String, String> mistakes) {
  /** Something to choose. */
  public record Choice(String word, String label) {}

  /**
   * A column of the file.
   *
   * @param target what was chosen; empty: left out
   * @param samples some of its cells
   */
  public record Column(int number, String name, String target, List<String> samples) {
    public Column {
      samples = List.copyOf(samples);
    }
  }

  /** What was typed beside the columns. */
  public record Typed(
      String known,
      String tag,
      String segment,
      boolean stated,
      String words,
      String day,
      boolean dayFirst) {}

  public ImportFormView {
    columns = List.copyOf(columns);
    targets = List.copyOf(targets);
    known = List.copyOf(known);
    encodings = List.copyOf(encodings);
    separators = List.copyOf(separators);
    segments = List.copyOf(segments);
    mistakes = Map.copyOf(mistakes);
  }
}
