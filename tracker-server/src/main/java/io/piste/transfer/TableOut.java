package io.piste.transfer;

import java.io.IOException;
import java.util.List;

/** A table on its way out, row by row; texts are made harmless by {@link Cells#safe}. */
public interface TableOut {
  /** Adds a row. */
  void row(List<String> cells) throws IOException;

  /** Writes what is left; the stream stays open. */
  void end() throws IOException;
}
