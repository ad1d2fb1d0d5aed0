package io.piste.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the first sheet of a spreadsheet. Of a formula the result that was stored with it is
 * read; nothing is worked out. Dates become texts such as 2026-03-01. Not thread-safe.
 */
final class XlsxRows implements Rows {
  private final ReadableWorkbook book;
  private final Stream<Row> stream;
  private final Iterator<Row> rows;
  private long reached;

  private XlsxRows(ReadableWorkbook book, Stream<Row> stream) {
    this.book = book;
    this.stream = stream;
    this.rows = stream.iterator();
  }

  /** Opens a file that {@link XlsxCheck} let pass. */
  static XlsxRows open(Path file) throws IOException {
    ReadableWorkbook book = null;
    try {
      book = book(file);
      return new XlsxRows(book, book.getFirstSheet().openStream());
    } catch (IOException | RuntimeException e) {
      if (book != null) {
        book.close();
      }
      if (isOfTheFile(e)) {
        throw new FileRefused(FileFault.DAMAGED, 0, e);
      }
      throw e;
    }
  }

  /** Programs may leave out the formats; then dates are numbers. */
  private static ReadableWorkbook book(Path file) throws IOException {
    try {
      return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, true));
    } catch (ExcelReaderException e) {
      return new ReadableWorkbook(file.toFile(), new ReadingOptions(false, true));
    }
  }

  /**
   * The library tells of what it does not understand in many ways; none of them is ours, for we
   * hand over a file and nothing else.
   */
  private static boolean isOfTheFile(Exception e) {
    return (e instanceof RuntimeException && !(e instanceof UncheckedIOException))
        || e instanceof java.util.zip.ZipException
        || e.getCause() instanceof javax.xml.stream.XMLStreamException;
  }

  @Override
  public @Nullable FileRow next() {
    try {
      while (rows.hasNext()) {
        FileRow row = read(rows.next());
        if (!row.isEmpty()) {
          return row;
        }
      }
      return null;
    } catch (FileRefused e) {
      throw e;
    } catch (RuntimeException e) {
      if (isOfTheFile(e)) {
        throw new FileRefused(FileFault.DAMAGED, reached + 1, e);
      }
      throw e;
    }
  }

  private FileRow read(Row row) {
    reached = row.getRowNum();
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < row.getCellCount(); column++) {
      Cell cell = row.getCell(column);
      cells.add(cell == null ? "" : text(cell));
    }
    while (!cells.isEmpty() && cells.getLast().isEmpty()) {
      cells.removeLast();
    }
    if (cells.size() > MOST_COLUMNS) {
      throw new FileRefused(FileFault.TOO_MANY_COLUMNS, reached);
    }
    return new FileRow(reached, cells);
  }

  private String text(Cell cell) {
    Object value = cell.getValue();
    if (cell.getType() == CellType.ERROR) {
      return FileRow.BROKEN + (cell.getRawValue() == null ? "#?" : cell.getRawValue());
    }
    if (value == null) {
      // A formula whose result was never stored.
      return cell.getType() == CellType.FORMULA ? FileRow.BROKEN + "=" + cell.getFormula() : "";
    }
    if (value instanceof BigDecimal number) {
      return isDate(cell.getDataFormatString()) ? date(cell, number) : plain(number);
    }
    if (value instanceof Boolean flag) {
      return flag ? "true" : "false";
    }
    String text = Cells.stripped(value.toString());
    if (text.length() > LONGEST_CELL) {
      throw new FileRefused(FileFault.TOO_LONG, reached);
    }
    boolean error = cell.getType() == CellType.FORMULA && text.matches("#[A-Z0-9/]+[!?]?");
    return error ? FileRow.BROKEN + text : FileRow.isBroken(text) ? text.substring(1) : text;
  }

  /** Excel keeps 15 digits; a telephone number is written in full. */
  private static String plain(BigDecimal number) {
    return number.scale() > 100 || number.scale() < -100
        ? number.toString()
        : number.stripTrailingZeros().toPlainString();
  }

  /** Whether a format shows a day: d or y outside of quotation marks and brackets. */
  private static boolean isDate(@Nullable String format) {
    if (format == null) {
      return false;
    }
    String bare = format.replaceAll("\"[^\"]*\"|\\[[^]]*]|\\\\.", "").toLowerCase(Locale.ROOT);
    return (bare.contains("d") && bare.contains("m")) || bare.contains("yy");
  }

  private static String date(Cell cell, BigDecimal number) {
    try {
      LocalDateTime time = cell.asDate();
      return time.toLocalTime().equals(LocalTime.MIDNIGHT)
          ? time.toLocalDate().toString()
          : time.withNano(0).toString();
    } catch (DateTimeException | ExcelReaderException | ArithmeticException e) {
      return plain(number);
    }
  }

  @Override
  public void close() {
    try (book) {
      stream.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
