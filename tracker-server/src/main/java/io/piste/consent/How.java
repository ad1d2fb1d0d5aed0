package io.piste.consent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** By which act a choice was made. Each is possible only where it can be true (rule P2). */
enum How {
  /** "Accept all". */
  ACCEPT,
  /** "Reject all", or what counts as it. */
  REFUSE,
  /** One by one. */
  PREFERENCES,
  /** Taking back what was given. */
  WITHDRAW,
  /** The browser's Global Privacy Control, where the site takes it for a refusal (rule C15). */
  GPC,
  /** The answer of somebody who had chosen before and was asked again (rule C8). */
  AGAIN,
  /** By a call of the page: another program's banner asked. */
  API;

  static Optional<How> of(String word) {
    for (How how : values()) {
      if (how.word().equals(word)) {
        return Optional.of(how);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The act of somebody who chose this for the first time. */
  static How first(List<String> granted, ConsentText text) {
    if (granted.isEmpty()) {
      return REFUSE;
    }
    return granted.equals(text.purposes()) ? ACCEPT : PREFERENCES;
  }

  /** Whether the act can have led to these grants: a record must not contradict itself. */
  boolean fits(List<String> granted, ConsentText text) {
    return switch (this) {
      case ACCEPT -> granted.equals(text.purposes());
      case REFUSE, WITHDRAW, GPC -> granted.isEmpty();
      case PREFERENCES, AGAIN, API -> true;
    };
  }
}
