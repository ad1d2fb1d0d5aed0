package io.piste.transfer;

import java.util.List;

/**
 * A row as it stands in the file.
 *
 * @param line of the file at which it begins, from 1; in a spreadsheet the number beside the row
 * @param cells without spaces around; {@link #BROKEN} where a spreadsheet shows an error
 */
record FileRow(long line, List<String> cells) {
  /** Stands for a formula that gave an error: no text of a file begins so. */
  static final char BROKEN = '\uFFFF';

  FileRow {
    cells = List.copyOf(cells);
  }

  /** A cell; empty where the row ends before it. */
  String cell(int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  boolean isEmpty() {
    return cells.stream().allMatch(String::isEmpty);
  }

  /** Whether a spreadsheet shows an error in the cell. */
  static boolean isBroken(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == BROKEN;
  }

  /** A cell as it is shown to people. */
  static String shown(String cell) {
    return isBroken(cell) ? cell.substring(1) : cell;
  }
}
