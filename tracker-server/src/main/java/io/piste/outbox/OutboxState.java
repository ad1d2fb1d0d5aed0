package io.piste.outbox;

import java.util.Locale;

/**
 * Where a mail stands. {@code QUEUED → CLAIMED → SENDING → SENT} is the good way; a mail leaves
 * {@code SENDING} for {@code UNKNOWN} when nobody can tell whether the server took it, and is then
 * never repeated. {@code CANCELLED}, {@code FAILED}, {@code SENT} and {@code UNKNOWN} are final.
 */
public enum OutboxState {
  QUEUED,
  CLAIMED,
  SENDING,
  SENT,
  UNKNOWN,
  CANCELLED,
  FAILED;

  /** The word as stored: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word} back. */
  static OutboxState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
