package io.piste.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a field is compared. The words are part of the JSON form. */
public enum Comparison {
  /** The same; of texts, capitals do not matter. */
  IS,
  /** Not the same, or not known. */
  IS_NOT,
  /** The text is in it. */
  CONTAINS,
  /** It begins with the text. */
  STARTS,
  /** The number is that much or more. */
  AT_LEAST,
  /** The number is that much or less. */
  AT_MOST,
  /** The date is earlier. */
  BEFORE,
  /** The date is later. */
  AFTER,
  /** There is a value. */
  KNOWN,
  /** There is none. */
  UNKNOWN;

  /** As JSON writes it: {@code is_not}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word; empty when there is none. */
  public static Optional<Comparison> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
