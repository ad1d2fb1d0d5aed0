package io.piste.transfer;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What stands between the cells of a text. */
public enum Separator {
  COMMA(','),
  SEMICOLON(';'),
  TAB('\t');

  private static final int LOOK_AT = 1 << 16;
  private static final int ROWS = 50;

  private final char letter;

  Separator(char letter) {
    this.letter = letter;
  }

  /** As it is stored. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  char letter() {
    return letter;
  }

  /** By its word. */
  public static Optional<Separator> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /**
   * That which cuts the first rows into the most columns of which all rows have the same number; a
   * comma where nothing does, for there is one column then.
   */
  static Separator find(Path file, Encoding encoding) throws IOException {
    String start = start(file, encoding);
    if (start.length() > 4 && start.substring(0, 4).equalsIgnoreCase("sep=")) {
      char named = start.charAt(4);
      for (Separator each : values()) {
        if (each.letter == named) {
          return each;
        }
      }
    }
    Separator best = COMMA;
    double most = 0;
    for (Separator each : values()) {
      double score = each.score(start);
      if (score > most) {
        most = score;
        best = each;
      }
    }
    return best;
  }

  private static String start(Path file, Encoding encoding) throws IOException {
    char[] letters = new char[LOOK_AT];
    int length = 0;
    try (Reader text = CsvRows.text(file, encoding, CodingErrorAction.REPLACE)) {
      for (int read = 0; read >= 0 && length < LOOK_AT; ) {
        length += read;
        read = text.read(letters, length, LOOK_AT - length);
      }
    } catch (CharacterCodingException e) {
      throw new FileRefused(FileFault.INVALID_BYTES, 1);
    }
    return new String(letters, 0, length);
  }

  /**
   * Columns of the first row, weighted by the share of rows that have as many; 0 for one column.
   */
  private double score(String start) {
    int columns = 0;
    int rows = 0;
    int alike = 0;
    try (CsvReader<CsvRecord> reader = CsvRows.reader(new StringReader(start), letter)) {
      for (CsvRecord row : reader) {
        columns = rows == 0 ? row.getFieldCount() : columns;
        alike += row.getFieldCount() == columns ? 1 : 0;
        rows++;
        if (rows == ROWS) {
          break;
        }
      }
    } catch (CsvParseException e) {
      // The look may end amid a row, or the file is broken: then its rows tell, with the line.
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return columns < 2 ? 0 : (double) columns * alike * alike / ((double) rows * rows);
  }
}
