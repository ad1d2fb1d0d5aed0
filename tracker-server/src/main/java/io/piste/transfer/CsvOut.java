package io.piste.transfer;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Comma-separated values in UTF-8, with the mark by which spreadsheets know it. */
public final class CsvOut implements TableOut {
  private final CsvWriter writer;

  /** Writes the mark. */
  public CsvOut(OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    text.write('\uFEFF');
    writer = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text);
  }

  @Override
  public void row(List<String> cells) throws IOException {
    try {
      writer.writeRecord(cells.stream().map(Cells::safe).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void end() throws IOException {
    writer.flush();
  }
}
