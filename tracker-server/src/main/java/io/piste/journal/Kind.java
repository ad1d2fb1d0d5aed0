package io.piste.journal;

import java.util.Optional;

/** What an entry of the journal is. The numbers are in files: never renumber them. */
public enum Kind {
  /** An event, as the log holds it. */
  EVENT(1),
  /** What a person decided in the consent dialog. */
  CHOICE(2);

  private final int stored;

  Kind(int stored) {
    this.stored = stored;
  }

  byte stored() {
    return (byte) stored;
  }

  static Optional<Kind> of(byte stored) {
    for (Kind kind : values()) {
      if (kind.stored == stored) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
