package io.piste.segment;

/**
 * Texts in small letters, letter by letter, exactly as MariaDB's LOWER makes them: a test holds all
 * letters against it. Java's own toLowerCase looks at neighbours and knows newer letters.
 */
final class Folded {
  private Folded() {}

  /** The text in small letters. */
  static String of(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().map(Folded::of).forEach(folded::appendCodePoint);
    return folded.toString();
  }

  /** A letter as a small one. */
  static int of(int letter) {
    return Character.toLowerCase(letter);
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
