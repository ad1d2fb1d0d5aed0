package io.piste.profile;

import java.util.Locale;
import java.util.Optional;

/** How far a contact has come. The words are stored: never change them. */
public enum Stage {
  /** Came by. */
  ENGAGEMENT,
  /** Is interested. */
  QUALIFICATION,
  /** Is about to buy, or did. */
  TRANSFORMATION,
  /** Comes back. */
  LOYALTY;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables, rules and the API. */
  public String word() {
    return word;
  }

  /** The stage of a word, empty when there is none. */
  public static Optional<Stage> of(String word) {
    for (Stage stage : values()) {
      if (stage.word.equals(word)) {
        return Optional.of(stage);
      }
    }
    return Optional.empty();
  }
}
