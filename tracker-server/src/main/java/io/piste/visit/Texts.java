package io.piste.visit;

import org.jspecify.annotations.Nullable;

/** Makes strangers' texts fit for a column. */
final class Texts {
  private Texts() {}

  /** Without control characters and outer blanks, at most so many characters; null is empty. */
  static String plain(@Nullable String text, int length) {
    if (text == null) {
      return "";
    }
    String plain = text;
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        plain = text.replaceAll("\\p{Cc}+", " ");
        break;
      }
    }
    return cut(plain.strip(), length);
  }

  /** The beginning of a text; a pair of surrogates is not torn apart. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end);
  }
}
