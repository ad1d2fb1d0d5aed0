package io.piste.webhook;

import java.util.Locale;

/** Where a message to a webhook stands. */
public enum DeliveryState {
  /** For its first attempt or the next one. */
  WAITING,
  /** A worker has it. */
  SENDING,
  /** The receiver answered 2xx. */
  DELIVERED,
  /** It was tried as often as it may be, or the webhook is dead. */
  GIVEN_UP;

  /** As stored: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word} back. */
  static DeliveryState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
