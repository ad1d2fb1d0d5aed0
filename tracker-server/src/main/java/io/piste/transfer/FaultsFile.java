package io.piste.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that were left out, as they stand in it, each with what is wrong with it and
 * what to do. Corrected, it can be imported again: the added columns are the last ones.
 */
public final class FaultsFile {
  private static final int AT_ONCE = 1_000;

  private final ImportFiles files;
  private final ImportFaults faults;

  /** Reads nothing yet. */
  public FaultsFile(ImportFiles files, ImportFaults faults) {
    this.files = files;
    this.faults = faults;
  }

  /**
   * Writes it.
   *
   * @param heads of the columns that are added: the line, what is wrong
   * @param sentence what is wrong and what to do, in the reader's language
   */
  public void write(
      ContactImport of, List<String> heads, Function<LineFault, String> sentence, TableOut out)
      throws IOException {
    List<String> first = new ArrayList<>(of.plan().columns());
    first.addAll(heads);
    out.row(first);
    try (Rows rows = of.plan().format().open(files.of(of.id()))) {
      List<LineFault> some = faults.after(of.id(), 0, AT_ONCE);
      while (!some.isEmpty()) {
        write(of, rows, some, sentence, out);
        some = faults.after(of.id(), some.getLast().line(), AT_ONCE);
      }
    }
    out.end();
  }

  private static void write(
      ContactImport of,
      Rows rows,
      List<LineFault> faults,
      Function<LineFault, String> sentence,
      TableOut out)
      throws IOException {
    int at = 0;
    while (at < faults.size()) {
      long line = faults.get(at).line();
      List<String> wrong = new ArrayList<>();
      while (at < faults.size() && faults.get(at).line() == line) {
        wrong.add(sentence.apply(faults.get(at)));
        at++;
      }
      FileRow row = row(rows, line);
      if (row != null) {
        out.row(cells(of, row, wrong));
      }
    }
  }

  private static @Nullable FileRow row(Rows rows, long line) {
    FileRow row = rows.next();
    while (row != null && row.line() < line) {
      row = rows.next();
    }
    return row;
  }

  private static List<String> cells(ContactImport of, FileRow row, List<String> wrong) {
    List<String> cells = new ArrayList<>();
    row.cells().forEach(cell -> cells.add(FileRow.shown(cell)));
    int missing = of.plan().columns().size() - cells.size();
    cells.addAll(Collections.nCopies(Math.max(0, missing), ""));
    cells.add(String.valueOf(row.line()));
    cells.add(String.join(" ", wrong));
    return cells;
  }
}
