package io.piste.cart;

import java.util.Locale;

/** How far a cart has come. */
public enum CartState {
  /** Its owner is busy with it. */
  OPEN,
  /** Nothing was heard of its owner for a while. */
  ABANDONED,
  /** Bought. */
  ORDERED,
  /** Bought after a restore link of a mail was followed. */
  RECOVERED,
  /** Its owner took everything out. */
  EMPTIED;

  /** The word stored. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads back {@link #word}. */
  static CartState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
