package io.piste.transfer;

import java.util.Locale;

/** Why a whole file is refused; nothing of it is imported then. */
public enum FileFault {
  /** Larger than the setting allows. */
  TOO_LARGE,
  /** Not a byte, or only empty lines. */
  EMPTY,
  /** Neither text nor a spreadsheet: a picture, a PDF, a program. */
  NOT_A_TABLE,
  /** A spreadsheet of Excel 97-2003, or one behind a password. */
  OLD_EXCEL,
  /** Bytes that the encoding does not have. */
  INVALID_BYTES,
  /** NUL among the letters. */
  NUL_BYTES,
  /** A quotation mark is opened and not closed, or something stands behind a closed one. */
  QUOTES,
  /** A line or a cell that no table has. */
  TOO_LONG,
  /** More columns than {@link Rows#MOST_COLUMNS}. */
  TOO_MANY_COLUMNS,
  /** More lines than {@link Rows#MOST_LINES}. */
  TOO_MANY_LINES,
  /** A spreadsheet that unpacks into far more than it is. */
  ZIP_BOMB,
  /** A spreadsheet that is broken, or has in it what spreadsheets do not have. */
  DAMAGED,
  /** A header and nothing below it. */
  NO_LINES,
  /** A field of the mapping was removed meanwhile. */
  FIELD_GONE,
  /** The file is not in the data folder any more. */
  GONE;

  /** As it is stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
