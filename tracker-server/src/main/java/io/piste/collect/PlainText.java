package io.piste.collect;

import java.util.regex.Pattern;

/**
 * Makes plain text of names that strangers send and that mails may repeat (design, point 14): no
 * markup, no web addresses that a mail program would make clickable, nothing invisible that turns
 * the reading direction.
 */
final class PlainText {
  private static final Pattern MARKUP = Pattern.compile("<[a-zA-Z/!?][^<>]*>");
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)\\b(?:[a-z][a-z0-9+.-]*://|www\\.)\\S*");
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\u200B\\u200E\\u200F\\u061C\\u202A-\\u202E\\u2066-\\u2069\\uFEFF\\p{Cs}]");

  /** Nothing that could be a part of markup, an address or a change of direction. */
  private static final String HARMLESS = ",;!?&'’()-–+*/%#@€$£\"=_";

  private static final Pattern SPACES = Pattern.compile("[\\s\\u2028\\u2029]+");

  private PlainText() {}

  /** The text without all that; may be empty, never longer. */
  static String of(String text) {
    return isPlain(text) ? text : cleaned(text);
  }

  /**
   * Whether there is surely nothing to do. Nearly all names are like that, and looking costs less
   * than four expressions.
   */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean harmless = Character.isLetterOrDigit(c) || HARMLESS.indexOf(c) >= 0;
      boolean single = c == ' ' && i > 0 && text.charAt(i - 1) != ' ' && i + 1 < text.length();
      if (!harmless && !single) {
        return false;
      }
    }
    return true;
  }

  private static String cleaned(String text) {
    String before;
    String after = text;
    // What is left when something was cut out may be of the same kind: <<b>script>.
    do {
      before = after;
      after = INVISIBLE.matcher(after).replaceAll("");
      after = MARKUP.matcher(after).replaceAll("");
      after = ADDRESS.matcher(after).replaceAll("");
    } while (!after.equals(before));
    return SPACES.matcher(after).replaceAll(" ").strip();
  }

  /** The beginning of a text, no half characters at its end. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
