package io.piste.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a contact may allow a site. The words are part of the JSON form. */
public enum Allowed {
  /** To write to them. */
  MARKETING,
  /** To keep pages and products seen. */
  VISITS,
  /** To derive interests and scores. */
  PROFILE,
  /** To use the cart to write to them. */
  CARTS;

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word; empty when there is none. */
  public static Optional<Allowed> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
