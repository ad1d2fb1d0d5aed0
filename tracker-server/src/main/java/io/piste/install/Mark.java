package io.piste.install;

import java.util.Locale;

/** How one point of the check came out. */
public enum Mark {
  /** As it should be. */
  GOOD,
  /** It keeps the tracker from working, or will. */
  BAD,
  /** Cannot be told from here, or works today for reasons that may end. */
  UNSURE,
  /** Could not be looked at, for something before it failed. */
  SKIPPED;

  /** In texts and styles. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
