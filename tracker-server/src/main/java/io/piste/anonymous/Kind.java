package io.piste.anonymous;

import java.util.Locale;
import java.util.Optional;

/** What is counted by value. The numbers are stored: never renumber them. */
public enum Kind {
  /** The path of a page. */
  PAGE(1),
  /** Which site or campaign a visit came from; empty for none. */
  SOURCE(2),
  /** Desktop, mobile, tablet, tv or other. */
  DEVICE(3),
  /** The family of a browser. */
  BROWSER(4),
  /** The family of a system. */
  SYSTEM(5);

  private final int stored;

  Kind(int stored) {
    this.stored = stored;
  }

  /** The number in the tables. */
  int stored() {
    return stored;
  }

  /** The word used in addresses and texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of a word. */
  public static Optional<Kind> of(String word) {
    for (Kind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  static Kind of(int stored) {
    for (Kind kind : values()) {
      if (kind.stored == stored) {
        return kind;
      }
    }
    throw new IllegalArgumentException("no kind has the number " + stored);
  }
}
