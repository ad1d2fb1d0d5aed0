package io.piste.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one attempt to deliver ended.
 *
 * @param status of the answer; null when there was none
 * @param problem why there was none: a word of {@code FetchProblem.Kind}
 * @param note the beginning of the answer as plain text, empty when there is none
 * @param retryAfter when the receiver wants to be asked again, null when it does not say
 */
record Attempt(
    @Nullable Integer status,
    @Nullable String problem,
    String note,
    Duration took,
    @Nullable Duration retryAfter) {
  private static final int GONE = 410;
  private static final int CONFLICT = 409;

  /** Whether the receiver took the message. */
  boolean isDelivered() {
    return status != null && status >= 200 && status < 300;
  }

  /**
   * Whether the receiver says that it has the message already: of one that was tried before 409
   * means that its id is known.
   */
  boolean isKnown() {
    return status != null && status == CONFLICT;
  }

  /** Whether the receiver wants to hear nothing more. */
  boolean isGone() {
    return status != null && status == GONE;
  }
}
