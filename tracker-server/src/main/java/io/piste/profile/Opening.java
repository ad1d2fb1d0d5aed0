package io.piste.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What was given by events that are not kept any more, or by hand. */
sealed interface Opening {
  /** When it was last added to. */
  Instant at();

  /** A tag's weight at that time. */
  record Weight(String tag, double weight, Instant at) implements Opening {}

  /**
   * Points of a score at that time.
   *
   * @param rule that gave them, where one did
   */
  record Points(String score, long thousandths, @Nullable Long rule, String reason, Instant at)
      implements Opening {}
}
