package io.piste.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A spreadsheet that is written while it grows; only some rows are in memory. A sheet holds
 * 1,048,576 rows: another one follows with the same first row. All cells are texts.
 */
public final class XlsxOut implements TableOut {
  private static final int FLUSH_EVERY = 500;

  private final Workbook book;
  private final String title;
  private Worksheet sheet;
  private List<String> heads = List.of();
  private int sheets = 1;
  private int rows;

  /** Sheets get the title, from the second one on with a number. */
  public XlsxOut(OutputStream out, String title) {
    this.book = new Workbook(out, "Piste", null);
    this.title = title;
    this.sheet = book.newWorksheet(title);
  }

  @Override
  public void row(List<String> cells) throws IOException {
    if (heads.isEmpty()) {
      heads = List.copyOf(cells);
    }
    if (rows == Worksheet.MAX_ROWS) {
      sheet.finish();
      sheets++;
      sheet = book.newWorksheet(title + " " + sheets);
      rows = 0;
      write(heads);
    }
    write(cells);
  }

  private void write(List<String> cells) throws IOException {
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      if (!cell.isEmpty()) {
        sheet.inlineString(rows, column, Cells.safe(cell));
      }
    }
    rows++;
    if (rows % FLUSH_EVERY == 0) {
      sheet.flush();
    }
  }

  @Override
  public void end() throws IOException {
    book.finish();
  }
}
