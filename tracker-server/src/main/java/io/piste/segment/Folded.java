package io.piste.segment;

/**
 * Texts in small letters, letter by letter, exactly as MariaDB's LOWER makes them: a test holds all
 * letters against it. Java's own toLowerCase looks at neighbours and knows newer letters.
 */
final class Folded {
  /**
   * First and last of capitals that came into Unicode too late for MariaDB, found by asking it for
   * every letter. The collations that know more (uca1400) are not those of our columns.
   */
  private static final int[][] NEWER = {
    {0x220, 0x220},
    {0x23A, 0x37F},
    {0x3CF, 0x3D8},
    {0x3F4, 0x3FF},
    {0x48A, 0x48A},
    {0x4C0, 0x4C0},
    {0x4C5, 0x4C5},
    {0x4C9, 0x4C9},
    {0x4CD, 0x4CD},
    {0x4F6, 0x4F6},
    {0x4FA, 0x52E},
    {0x10A0, 0x1CBF},
    {0x1E9E, 0x1E9E},
    {0x1EFA, 0x1EFE},
    {0x2132, 0x2132},
    {0x2183, 0x2183},
    {0x2C00, 0xA7F5},
    {0x10400, 0x1E921}
  };

  private Folded() {}

  /** The text in small letters. */
  static String of(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().map(Folded::of).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** A letter as a small one. */
  static int of(int letter) {
    int small = Character.toLowerCase(letter);
    return small == letter || isNewer(letter) ? letter : small;
  }

  private static boolean isNewer(int letter) {
    for (int[] range : NEWER) {
      if (letter <= range[1]) {
        return letter >= range[0];
      }
    }
    return false;
  }

  /** A column in SQL, in small letters, so that nothing but these are the same. */
  static String sql(String column) {
    return "LOWER(" + column + ") COLLATE utf8mb4_nopad_bin";
  }

  /** A pattern of LIKE, with {@code ESCAPE '!'}, for what a text with {@code *} fits. */
  static String like(String pattern) {
    return escaped(pattern).replace('*', '%');
  }

  /** A text as a part of a pattern of LIKE, with {@code ESCAPE '!'}. */
  static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }
}
