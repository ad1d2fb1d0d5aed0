package io.piste.eventlog;

import java.util.Locale;

/**
 * Who is behind an event, as far as can be told when it arrives. Kept beside the event and never
 * instead of it, so that a wrong verdict can be turned. The numbers are stored: never renumber
 * them.
 */
public enum Verdict {
  /** A person, as far as anybody can tell. */
  HUMAN(0),
  /** A robot by its own words. */
  ROBOT(1),
  /** A browser that no person looks at. */
  HEADLESS(2),
  /** More from one visitor than a person can do. */
  FLOOD(3);

  private final int stored;

  Verdict(int stored) {
    this.stored = stored;
  }

  /** The number in the tables. */
  public int stored() {
    return stored;
  }

  /** Reads back {@link #stored}. */
  public static Verdict of(int stored) {
    for (Verdict verdict : values()) {
      if (verdict.stored == stored) {
        return verdict;
      }
    }
    throw new IllegalArgumentException("no verdict has the number " + stored);
  }

  /** Whether what follows from events may follow from this one. */
  public boolean counts() {
    return this == HUMAN;
  }

  /** The word used in metrics, addresses and texts. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
