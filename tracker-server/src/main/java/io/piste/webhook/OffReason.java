package io.piste.webhook;

import java.util.Locale;

/** Why a webhook is told nothing more. */
public enum OffReason {
  /** Somebody switched it off. */
  HAND,
  /** The address answered 410 Gone. */
  GONE,
  /** Nothing arrived for days. */
  FAILING;

  /** As stored: lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads {@link #word} back. */
  static OffReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
