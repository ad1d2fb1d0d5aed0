package io.piste.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a spreadsheet once, into nothing, before anything else reads it: what a file says of its
 * own size is not believed. Bounds what is unpacked, what the reader would hold in memory at once
 * (shared texts, one cell, one row, small parts), refuses document type declarations, which no
 * spreadsheet needs, and columns beyond those of Excel.
 */
final class XlsxCheck {
  /**
   * Bytes that parts may unpack into.
   *
   * @param all of them together
   * @param shared the shared texts, which are held in memory
   * @param small each of the others
   */
  record Bounds(long all, long shared, long small) {
    static final Bounds USUAL = new Bounds(3L << 30, 192L << 20, 32L << 20);
  }

  private static final int MOST_ENTRIES = 5_000;
  private static final int LONGEST_RUN = 8 << 20;
  private static final int MOST_COLUMN_LETTERS = 3;

  private static final byte[] DOCTYPE = {'!', 'D', 'O', 'C', 'T', 'Y', 'P', 'E'};

  private final Bounds bounds;
  private final byte[] buffer = new byte[1 << 16];
  private long unpacked;

  private XlsxCheck(Bounds bounds) {
    this.bounds = bounds;
  }

  /** {@link FileRefused} when the file must not be read. */
  static void pass(Path file, Bounds bounds) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      XlsxCheck check = new XlsxCheck(bounds);
      if (zip.size() > MOST_ENTRIES) {
        throw new FileRefused(FileFault.ZIP_BOMB);
      }
      if (zip.getEntry("xl/workbook.xml") == null) {
        throw new FileRefused(FileFault.NOT_A_TABLE);
      }
      for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
        ZipEntry entry = entries.nextElement();
        try (InputStream in = zip.getInputStream(entry)) {
          check.unpack(entry.getName(), in);
        }
      }
    } catch (ZipException | EOFException e) {
      throw new FileRefused(FileFault.DAMAGED, 0, e);
    }
  }

  private void unpack(String name, InputStream in) throws IOException {
    boolean sheet = name.startsWith("xl/worksheets/sheet");
    boolean shared = name.endsWith("haredStrings.xml");
    long most = sheet ? bounds.all() : shared ? bounds.shared() : bounds.small();
    Marks marks = new Marks(sheet, sheet || shared ? LONGEST_RUN : Integer.MAX_VALUE);
    long size = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      size += read;
      unpacked += read;
      if (unpacked > bounds.all() || (size > most && !name.startsWith("xl/media/"))) {
        throw new FileRefused(FileFault.ZIP_BOMB);
      }
      if (name.endsWith(".xml") || name.endsWith(".rels")) {
        marks.see(buffer, read);
      }
    }
  }

  /** Follows the tags of a part. */
  private static final class Marks {
    private final boolean sheet;
    private final int longestRun;

    /** Letters of the tag that is being read, from behind its {@code <}; -1 outside of tags. */
    private int inTag = -1;

    private boolean doctype;
    private boolean cell;
    private int letters;
    private int sinceRow;
    private boolean row;
    private boolean text;

    Marks(boolean sheet, int longestRun) {
      this.sheet = sheet;
      this.longestRun = longestRun;
    }

    void see(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        byte each = bytes[i];
        sinceRow++;
        if (each == '<') {
          begin();
        } else if (inTag >= 0) {
          inside(each);
        }
        if (sinceRow > longestRun) {
          throw new FileRefused(FileFault.TOO_LONG);
        }
      }
    }

    private void begin() {
      inTag = 0;
      doctype = true;
      cell = sheet;
      row = true;
      text = true;
      letters = 0;
    }

    private void inside(byte each) {
      doctype &= inTag < DOCTYPE.length && each == DOCTYPE[inTag];
      if (doctype && inTag == DOCTYPE.length - 1) {
        throw new FileRefused(FileFault.DAMAGED);
      }
      startsRun(each);
      if (cell) {
        insideCell(each);
      }
      inTag = each == '>' ? -1 : inTag + 1;
    }

    /** A row of a sheet, or one of the shared texts, begins. */
    private void startsRun(byte each) {
      row &= inTag > 2 || each == "row".charAt(inTag);
      text &= inTag > 1 || each == "si".charAt(inTag);
      boolean ends = each == ' ' || each == '>' || each == '/';
      if ((inTag == 3 && row && ends) || (inTag == 2 && text && ends)) {
        sinceRow = 0;
      }
    }

    /** Of {@code <c r="AB12">} counts the letters of the column. */
    private void insideCell(byte each) {
      if (inTag == 0 ? each != 'c' : inTag == 1 && each != ' ') {
        cell = false;
      } else if (each >= 'A' && each <= 'Z') {
        letters++;
        if (letters > MOST_COLUMN_LETTERS) {
          throw new FileRefused(FileFault.TOO_MANY_COLUMNS);
        }
      } else if (each >= '0' && each <= '9') {
        cell = false;
      }
    }
  }
}
