package io.piste.consent;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** By which act a choice was made. */
enum How {
  /** "Accept all". */
  ACCEPT,
  /** "Reject all", or what counts as it. */
  REFUSE,
  /** One by one. */
  PREFERENCES,
  /** Taking back what was given. */
  WITHDRAW;

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

  /** Whether the act can have led to these grants: a record must not contradict itself. */
  boolean fits(Set<Purpose> granted) {
    return switch (this) {
      case ACCEPT -> granted.equals(EnumSet.allOf(Purpose.class));
      case REFUSE, WITHDRAW -> granted.isEmpty();
      case PREFERENCES -> true;
    };
  }
}
