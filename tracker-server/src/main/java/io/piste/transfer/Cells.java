package io.piste.transfer;

/** What all files have in common: how a cell is made harmless, and how it is read. Thread-safe. */
public final class Cells {
  /** What spreadsheets take for a formula, or for the end of the cell before it. */
  private static final String FORMULAS = "=+-@\t\r\n|%\uFF1D\uFF0B\uFF0D\uFF20";

  private Cells() {}

  /**
   * A text as it leaves in a file that somebody may open as a spreadsheet: with an apostrophe
   * before it where the spreadsheet would take it for a formula. Strangers write names, paths and
   * terms.
   */
  public static String safe(String text) {
    return startsFormula(text) ? "'" + text : text;
  }

  /** What {@link #safe} made such, as it was. */
  static String asItWas(String text) {
    return text.length() > 1 && text.charAt(0) == '\'' && startsFormula(text.substring(1))
        ? text.substring(1)
        : text;
  }

  private static boolean startsFormula(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) == ' ') {
      first++;
    }
    return first < text.length() && FORMULAS.indexOf(text.charAt(first)) >= 0;
  }

  /** Without spaces around, those that cannot be seen among them. */
  static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isSpace(char letter) {
    return letter <= ' '
        || letter == '\u00A0'
        || letter == '\u200B'
        || letter == '\uFEFF'
        || Character.isWhitespace(letter)
        || Character.isSpaceChar(letter);
  }
}
