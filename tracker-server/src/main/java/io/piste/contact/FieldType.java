package io.piste.contact;

import java.util.Arrays;
import java.util.Optional;

/** What kind of value a field of a contact holds. */
public enum FieldType {
  /** A line of text. */
  TEXT("text"),
  /** A number with at most 14 digits before the point and 4 after it. */
  NUMBER("number"),
  /** A day of the calendar. */
  DATE("date"),
  /** One text of a list. */
  CHOICE("choice"),
  /** Yes or no. */
  YES_NO("yes_no");

  private final String word;

  FieldType(String word) {
    this.word = word;
  }

  /** As it is stored, and called in files and rules. */
  public String word() {
    return word;
  }

  /** The type with that word. */
  public static Optional<FieldType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
  }
}
