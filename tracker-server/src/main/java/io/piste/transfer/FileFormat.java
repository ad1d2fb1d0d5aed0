package io.piste.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a file is read.
 *
 * @param encoding null for a spreadsheet
 * @param separator null for a spreadsheet
 */
public record FileFormat(@Nullable Encoding encoding, @Nullable Separator separator) {
  /** A spreadsheet. */
  static final FileFormat XLSX = new FileFormat(null, null);

  private static final int LOOK_AT = 8;

  /** Whether it is a spreadsheet. */
  public boolean isSheet() {
    return encoding == null;
  }

  /**
   * Finds out by looking; the name of the file does not matter.
   *
   * @throws FileRefused when it is nothing that can be imported
   */
  static FileFormat find(Path file) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LOOK_AT);
    }
    if (begins(start, 'P', 'K', 3, 4)) {
      XlsxCheck.pass(file, XlsxCheck.Bounds.USUAL);
      return XLSX;
    }
    if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw new FileRefused(FileFault.OLD_EXCEL);
    }
    if (begins(start, '%', 'P', 'D', 'F')
        || begins(start, 0x89, 'P', 'N', 'G')
        || begins(start, 0xFF, 0xD8, 0xFF)
        || begins(start, 0x1F, 0x8B)
        || begins(start, 0x7F, 'E', 'L', 'F')) {
      throw new FileRefused(FileFault.NOT_A_TABLE);
    }
    Encoding encoding = TextLook.encoding(file);
    return new FileFormat(encoding, Separator.find(file, encoding));
  }

  private static boolean begins(byte[] start, int... expected) {
    if (start.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((start[i] & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** The rows of a file that is so. */
  Rows open(Path file) throws IOException {
    try {
      return encoding == null || separator == null
          ? XlsxRows.open(file)
          : CsvRows.open(file, encoding, separator.letter());
    } catch (NoSuchFileException e) {
      throw new FileRefused(FileFault.GONE);
    }
  }
}
