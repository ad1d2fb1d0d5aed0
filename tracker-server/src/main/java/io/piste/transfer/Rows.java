package io.piste.transfer;

import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** The rows of a file, one after the other; empty ones are left out. Not thread-safe. */
interface Rows extends Closeable {
  /** More than anybody imports at once; a bound on memory, too. */
  long MOST_LINES = 2_000_000;

  /** Of a row. */
  int MOST_COLUMNS = 256;

  /** Letters of a cell; Excel has 32,767. */
  int LONGEST_CELL = 100_000;

  /** Letters of a row. */
  int LONGEST_ROW = 1_000_000;

  /**
   * The next row, null at the end.
   *
   * @throws FileRefused when the file cannot be read on
   */
  @Nullable FileRow next();

  @Override
  void close();
}
