package io.piste.profile;

import java.util.Locale;
import java.util.Optional;

/** How much a rule of a score gives. The words are stored: never change them. */
public enum ScoreMode {
  /** The value, for the first that fits and never again. */
  ONCE,
  /** The value, each time. */
  EACH,
  /** The number of what fits, each time; what has no number gives nothing. */
  FIELD,
  /** The value times the number of what fits, each time. */
  COEFFICIENT;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in tables. */
  public String word() {
    return word;
  }

  /** The mode of a word, empty when there is none. */
  public static Optional<ScoreMode> of(String word) {
    for (ScoreMode mode : values()) {
      if (mode.word.equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
