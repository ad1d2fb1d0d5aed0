package io.piste.segment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which carts a condition looks for. The words are part of the JSON form. */
public enum CartWord {
  /** Its owner was busy with it in the period. */
  OPEN,
  /** It was left in the period. */
  ABANDONED,
  /** It was bought in the period after a link of a mail was followed. */
  RECOVERED;

  /** As JSON writes it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a word; empty when there is none. */
  public static Optional<CartWord> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }
}
