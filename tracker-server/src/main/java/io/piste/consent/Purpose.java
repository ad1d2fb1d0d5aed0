package io.piste.consent;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a visitor may allow, one by one. The bits are stored: never renumber them. */
public enum Purpose {
  /** Keep the pages and products seen, and join them to the contact. */
  VISITS(1),
  /** Derive interests and scores from the visits. */
  PROFILE(2),
  /** Use the cart to write to its owner (rule E5: another purpose than keeping the cart). */
  CARTS(4);

  private final int bit;

  Purpose(int bit) {
    this.bit = bit;
  }

  /** The word used in JSON and cookies. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose of a word, empty when there is none: unknown purposes are refusals. */
  public static Optional<Purpose> of(String word) {
    for (Purpose purpose : values()) {
      if (purpose.word().equals(word)) {
        return Optional.of(purpose);
      }
    }
    return Optional.empty();
  }

  /** Those that are named by a list of ids, which may name others too. */
  static Set<Purpose> among(List<String> ids) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    ids.forEach(id -> of(id).ifPresent(purposes::add));
    return purposes;
  }

  /** The set as stored. */
  public static int bits(Set<Purpose> purposes) {
    int bits = 0;
    for (Purpose purpose : purposes) {
      bits |= purpose.bit;
    }
    return bits;
  }

  /** The set that was stored. */
  public static Set<Purpose> fromBits(int bits) {
    Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
    for (Purpose purpose : values()) {
      if ((bits & purpose.bit) != 0) {
        purposes.add(purpose);
      }
    }
    return purposes;
  }
}
