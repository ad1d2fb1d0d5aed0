package io.piste.base;

import java.util.regex.Pattern;

/**
 * What is odd in texts of strangers, found without regular expressions: they run for each event.
 */
final class Lines {
  /** In a Java text a half that stands alone is a character of its own; pairs do not match. */
  private static final Pattern HALVES = Pattern.compile("\\p{Cs}");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  private Lines() {}

  /** Whether there is a character that no keyboard writes (U+0000 to U+001F, U+007F to U+009F). */
  static boolean hasControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is half of a character that takes two: somebody cut the text there. */
  static boolean hasHalves(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The text with each run of spaces, tabs and line breaks as one space, and no half characters.
   */
  static String oneLine(String text) {
    String whole = hasHalves(text) ? HALVES.matcher(text).replaceAll("") : text;
    return isOneLine(whole) ? whole : SPACES.matcher(whole).replaceAll(" ");
  }

  private static boolean isOneLine(String text) {
    boolean space = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c >= '\t' && c <= '\r') || (c == ' ' && space)) {
        return false;
      }
      space = c == ' ';
    }
    return true;
  }
}
