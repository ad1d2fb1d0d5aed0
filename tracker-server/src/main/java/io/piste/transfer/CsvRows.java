package io.piste.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a text with separators, as RFC 4180 has it. Not thread-safe. */
final class CsvRows implements Rows {
  private static final String SEPARATOR_LINE = "sep=";

  private final Path file;
  private final Encoding encoding;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> records;
  private final long skipped;
  private long reached;

  private CsvRows(Path file, Encoding encoding, CsvReader<CsvRecord> reader, long skipped) {
    this.file = file;
    this.encoding = encoding;
    this.reader = reader;
    this.records = reader.iterator();
    this.skipped = skipped;
    this.reached = skipped;
  }

  /** Opens a file from its start. */
  static CsvRows open(Path file, Encoding encoding, char separator) throws IOException {
    Reader text = text(file, encoding, CodingErrorAction.REPORT);
    try {
      return new CsvRows(file, encoding, reader(text, separator), skipSeparatorLine(text));
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  /** Over what is in memory, until it ends or breaks. */
  static CsvReader<CsvRecord> reader(Reader text, char separator) {
    return CsvReader.builder()
        .fieldSeparator(separator)
        .skipEmptyLines(true)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .allowUnclosedQuote(false)
        .trimWhitespacesAroundQuotes(true)
        .maxBufferSize(LONGEST_ROW)
        .build(
            CsvRecordHandler.of(
                limits ->
                    limits
                        .maxFields(MOST_COLUMNS)
                        .maxFieldSize(LONGEST_CELL)
                        .maxRecordSize(LONGEST_ROW)),
            text);
  }

  /** The text without its mark; marked where it can be looked ahead. */
  static Reader text(Path file, Encoding encoding, CodingErrorAction broken) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    Reader text =
        new BufferedReader(
            new InputStreamReader(
                bytes,
                encoding
                    .charset()
                    .newDecoder()
                    .onMalformedInput(broken)
                    .onUnmappableCharacter(broken)),
            1 << 16);
    try {
      text.mark(1);
      if (text.read() != '\uFEFF') {
        text.reset();
      }
      return text;
    } catch (CharacterCodingException e) {
      text.close();
      throw new FileRefused(FileFault.INVALID_BYTES, 1);
    } catch (IOException e) {
      text.close();
      throw e;
    }
  }

  /** Excel writes {@code sep=;} as a first line, which is no row. */
  private static long skipSeparatorLine(Reader text) throws IOException {
    text.mark(8);
    char[] start = new char[6];
    int read = text.read(start);
    if (read >= 5 && new String(start, 0, 4).equalsIgnoreCase(SEPARATOR_LINE)) {
      int next = read == 6 ? start[5] : text.read();
      while (next >= 0 && next != '\n') {
        next = text.read();
      }
      return 1;
    }
    text.reset();
    return 0;
  }

  @Override
  public @Nullable FileRow next() {
    try {
      while (records.hasNext()) {
        CsvRecord row = records.next();
        long line = row.getStartingLineNumber() + skipped;
        reached = line + breaks(row.getFields());
        FileRow read = new FileRow(line, stripped(row.getFields()));
        if (!read.isEmpty()) {
          return read;
        }
      }
      return null;
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException ? invalid() : e;
    } catch (CsvParseException e) {
      throw e.getCause() instanceof CharacterCodingException ? invalid() : refused(e);
    }
  }

  private FileRefused refused(CsvParseException problem) {
    String said = problem.getMessage() + " " + problem.getCause();
    FileFault fault =
        said.contains("number of fields") || said.contains("fields")
            ? FileFault.TOO_MANY_COLUMNS
            : said.contains("maximum") || said.contains("buffer")
                ? FileFault.TOO_LONG
                : FileFault.QUOTES;
    return new FileRefused(fault, reached + 1);
  }

  /** Only here is it worth looking for the line: letters are decoded far ahead of the rows. */
  private FileRefused invalid() {
    long line = 1;
    try (Reader text = text(file, encoding, CodingErrorAction.REPLACE)) {
      for (int next = text.read(); next >= 0 && next != '\uFFFD'; next = text.read()) {
        line += next == '\n' ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FileRefused(FileFault.INVALID_BYTES, line);
  }

  private static long breaks(List<String> fields) {
    long breaks = 0;
    for (String field : fields) {
      for (int at = field.indexOf('\n'); at >= 0; at = field.indexOf('\n', at + 1)) {
        breaks++;
      }
    }
    return breaks;
  }

  private static List<String> stripped(List<String> fields) {
    List<String> cells = new ArrayList<>(fields.size());
    for (String field : fields) {
      String cell = Cells.stripped(field);
      cells.add(FileRow.isBroken(cell) ? cell.substring(1) : cell);
    }
    return cells;
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
