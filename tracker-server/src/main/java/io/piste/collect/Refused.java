package io.piste.collect;

import io.piste.base.Problem;
import java.util.Optional;

/** Ends the way of a whole batch. Costs no stack trace: refusing is everyday work. */
final class Refused extends RuntimeException {
  private final Refusal refusal;

  /** The message goes to the sender, unless the refusal is one of those that tell nothing. */
  Refused(Refusal refusal, String message) {
    super(message, null, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }

  /** What to answer; empty: as if stored. */
  Optional<Problem> problem() {
    return refusal.code().map(code -> new Problem(code, String.valueOf(getMessage())));
  }
}
