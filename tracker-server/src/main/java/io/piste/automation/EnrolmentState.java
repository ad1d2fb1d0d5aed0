package io.piste.automation;

import java.util.Locale;

/** Where a contact's way through an automation stands. All but {@code RUNNING} are final. */
public enum EnrolmentState {
  REFUSED,
  RUNNING,
  COMPLETED,
  STOPPED;

  /** The word as stored: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word} back. */
  static EnrolmentState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
