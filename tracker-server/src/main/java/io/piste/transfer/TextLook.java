package io.piste.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out how the letters of a file are written, by looking at all of it. A mark at the beginning
 * decides. What is valid UTF-8 from end to end is UTF-8. What has more broken sequences than whole
 * ones is of one byte a letter: Windows-1252 when it has its quotation marks and dashes (0x80 to
 * 0x9F), else ISO-8859-15 when it has a byte that is € or œ there and a sign that hardly anybody
 * types in Windows-1252, else Windows-1252, which is the same then. What is mostly UTF-8 and broken
 * somewhere is refused with the line: guessing would turn names into rubbish.
 */
final class TextLook {
  private static final int BUFFER = 1 << 16;

  /** € Š š Ž ž Œ œ Ÿ of ISO-8859-15; ¤ ¦ ¨ ´ ¸ ¼ ½ ¾ of Windows-1252. */
  private static final String LATIN_9 = "\u00A4\u00A6\u00A8\u00B4\u00B8\u00BC\u00BD\u00BE";

  /** Bytes that stand for nothing in Windows-1252. */
  private static final String NOTHING = "\u0081\u008D\u008F\u0090\u009D";

  private final long[] counts = new long[256];
  private long line = 1;
  private long nulLine;
  private long brokenLine;
  private long nothingLine;
  private long whole;
  private long broken;
  private int expected;
  private int least = 0x80;
  private int most = 0xBF;

  private TextLook() {}

  /** The encoding; {@link FileRefused} when there is none that fits. */
  static Encoding encoding(Path file) throws IOException {
    TextLook look = new TextLook();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      int read = in.readNBytes(buffer, 0, BUFFER);
      if (read == 0) {
        throw new FileRefused(FileFault.EMPTY);
      }
      if (read >= 2 && isMark(buffer, 0xFF, 0xFE)) {
        return Encoding.UTF_16LE;
      }
      if (read >= 2 && isMark(buffer, 0xFE, 0xFF)) {
        return Encoding.UTF_16BE;
      }
      for (; read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
        look.see(buffer, read);
      }
    }
    return look.verdict();
  }

  private static boolean isMark(byte[] bytes, int first, int second) {
    return (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
  }

  private void see(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      int each = bytes[i] & 0xFF;
      counts[each]++;
      if (each < 0x80 && expected == 0) {
        seeAscii(each);
      } else {
        seeHigh(each);
      }
    }
  }

  private void seeAscii(int each) {
    if (each == '\n') {
      line++;
    } else if (each == 0 && nulLine == 0) {
      nulLine = line;
    }
  }

  /** A byte of a sequence, as RFC 3629 has them: no long forms, no halves of UTF-16. */
  private void seeHigh(int each) {
    if (expected > 0) {
      if (each >= least && each <= most) {
        least = 0x80;
        most = 0xBF;
        expected--;
        whole += expected == 0 ? 1 : 0;
        return;
      }
      breakHere();
      if (each < 0x80) {
        seeAscii(each);
        return;
      }
    }
    begin(each);
  }

  private void begin(int each) {
    if (NOTHING.indexOf(each) >= 0 && nothingLine == 0) {
      nothingLine = line;
    }
    least = each == 0xE0 ? 0xA0 : each == 0xF0 ? 0x90 : 0x80;
    most = each == 0xED ? 0x9F : each == 0xF4 ? 0x8F : 0xBF;
    if (each >= 0xC2 && each <= 0xDF) {
      expected = 1;
    } else if (each >= 0xE0 && each <= 0xEF) {
      expected = 2;
    } else if (each >= 0xF0 && each <= 0xF4) {
      expected = 3;
    } else {
      breakHere();
    }
  }

  private void breakHere() {
    broken++;
    brokenLine = brokenLine == 0 ? line : brokenLine;
    expected = 0;
    least = 0x80;
    most = 0xBF;
  }

  private Encoding verdict() {
    if (expected > 0) {
      breakHere();
    }
    if (nulLine > 0) {
      throw new FileRefused(FileFault.NUL_BYTES, nulLine);
    }
    if (broken == 0) {
      return Encoding.UTF_8;
    }
    if (whole >= broken) {
      throw new FileRefused(FileFault.INVALID_BYTES, brokenLine);
    }
    if (any(0x80, 0x9F)) {
      if (nothingLine > 0) {
        throw new FileRefused(FileFault.INVALID_BYTES, nothingLine);
      }
      return Encoding.WINDOWS_1252;
    }
    return LATIN_9.chars().anyMatch(each -> counts[each] > 0)
        ? Encoding.ISO_8859_15
        : Encoding.WINDOWS_1252;
  }

  private boolean any(int from, int through) {
    for (int each = from; each <= through; each++) {
      if (counts[each] > 0) {
        return true;
      }
    }
    return false;
  }
}
