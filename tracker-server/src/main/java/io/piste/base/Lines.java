package io.piste.base;

/**
 * What is odd in texts of strangers, found without regular expressions: they run for each event.
 */
final class Lines {
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

  /** The text with each run of spaces, tabs and line breaks as one space, none at its ends. */
  static String oneLine(String text) {
    return isOneLine(text) ? text.strip() : text.replaceAll("\\s+", " ").strip();
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
