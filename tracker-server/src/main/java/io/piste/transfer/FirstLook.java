package io.piste.transfer;

import io.piste.base.EmailAddress;
import io.piste.contact.CustomField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The first rows of a file, and what they seem to be.
 *
 * @param headed whether the first row names the columns: it has a name that we know, or no address
 * @param columns their names, made up where the file has none; no two are alike
 * @param samples the first rows below the names
 */
public record FirstLook(
    FileFormat format, boolean headed, List<String> columns, List<Sample> samples) {
  private static final int SAMPLES = 8;

  /**
   * A row as it is shown.
   *
   * @param line of the file
   */
  public record Sample(long line, List<String> cells) {
    public Sample {
      cells = List.copyOf(cells);
    }
  }

  public FirstLook {
    columns = List.copyOf(columns);
    samples = List.copyOf(samples);
  }

  List<FileRow> rows() {
    return samples.stream().map(sample -> new FileRow(sample.line(), sample.cells())).toList();
  }

  /** Looks at a file of any format. */
  static ImportPlan plan(Path file, List<CustomField> own, boolean dayFirst) throws IOException {
    FileFormat format = FileFormat.find(file);
    List<FileRow> rows = rows(file, format);
    boolean headed = isHeader(rows.getFirst());
    List<FileRow> below = headed ? rows.subList(1, rows.size()) : rows;
    if (below.isEmpty()) {
      throw new FileRefused(FileFault.NO_LINES);
    }
    List<String> columns = columns(rows, headed);
    return new ImportPlan(
        format,
        headed,
        columns,
        ColumnGuess.targets(columns, below, own),
        ImportPlan.Known.FILL,
        ImportPlan.Extras.NONE,
        dayFirst);
  }

  /** Looks at a file of which it is known how to read it. */
  static FirstLook at(Path file, FileFormat format, boolean headed) throws IOException {
    List<FileRow> rows = rows(file, format);
    List<Sample> samples =
        rows.stream()
            .skip(headed ? 1 : 0)
            .limit(SAMPLES)
            .map(row -> new Sample(row.line(), row.cells().stream().map(FileRow::shown).toList()))
            .toList();
    return new FirstLook(format, headed, columns(rows, headed), samples);
  }

  private static List<FileRow> rows(Path file, FileFormat format) throws IOException {
    List<FileRow> rows = new ArrayList<>();
    try (Rows source = format.open(file)) {
      FileRow row = source.next();
      while (row != null && rows.size() <= SAMPLES) {
        rows.add(row);
        row = source.next();
      }
    }
    if (rows.isEmpty()) {
      throw new FileRefused(FileFault.EMPTY);
    }
    return rows;
  }

  private static boolean isHeader(FileRow first) {
    boolean address = first.cells().stream().anyMatch(FirstLook::isAddress);
    return !address || first.cells().stream().filter(ColumnGuess::isName).count() > 1;
  }

  private static boolean isAddress(String cell) {
    return EmailAddress.parse(cell).isPresent();
  }

  private static List<String> columns(List<FileRow> rows, boolean headed) {
    int width = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    if (headed) {
      width = Math.max(1, rows.getFirst().cells().size());
    }
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      String name = headed ? FileRow.shown(rows.getFirst().cell(i)) : "";
      String cut = name.length() > 100 ? name.substring(0, 100) : name;
      String one = cut.isEmpty() ? letters(i) : cut;
      columns.add(columns.contains(one) ? one + " (" + letters(i) + ")" : one);
    }
    return columns;
  }

  /** As spreadsheets call columns: A, B … Z, AA. */
  private static String letters(int column) {
    return column < 26
        ? String.valueOf((char) ('A' + column))
        : letters(column / 26 - 1) + letters(column % 26);
  }
}
