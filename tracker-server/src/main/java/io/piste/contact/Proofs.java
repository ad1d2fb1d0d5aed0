package io.piste.contact;

import io.piste.protocol.Proof;
import java.util.Locale;

/** How a proof is stored. */
final class Proofs {
  private Proofs() {}

  static String word(Proof proof) {
    return proof.name().toLowerCase(Locale.ROOT);
  }

  static Proof of(String word) {
    return Proof.valueOf(word.toUpperCase(Locale.ROOT));
  }
}
