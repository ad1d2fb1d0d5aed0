package io.piste.console;

import io.piste.transfer.Cells;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;

/**
 * Writes comma-separated values as RFC 4180 has them, in a form that spreadsheets open: with the
 * mark by which they know UTF-8, and with an apostrophe before texts that they would take for a
 * formula, since strangers write the paths and terms in it.
 */
final class Csv {
  private final Writer out;

  Csv(Writer out) throws IOException {
    this.out = out;
    out.write('\uFEFF');
  }

  /** A line; numbers are written plain, with a point. */
  void line(List<?> cells) throws IOException {
    for (int i = 0; i < cells.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      out.write(cell(cells.get(i)));
    }
    out.write("\r\n");
  }

  private static String cell(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, "%.3f", number);
    }
    return value instanceof Number ? value.toString() : text(value.toString());
  }

  private static String text(String text) {
    String safe = Cells.safe(text);
    boolean quoted = safe.chars().anyMatch(c -> c == '"' || c == ',' || c < ' ');
    return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
