package io.piste.base;

import java.time.Duration;

/**
 * A mistake of the caller, or a state of ours, that is answered as problem+json (RFC 9457). The
 * message is shown to the caller: it says what is wrong and what to do, and nothing of our insides.
 * Has no stack trace: refusing is everyday work, and must stay cheap when somebody asks too often.
 */
public final class Problem extends RuntimeException {
  /** When it may be better, of problems that pass by themselves. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private final transient ProblemCode code;
  private final Duration retryAfter;

  /** A problem whose message goes to the caller. */
  public Problem(ProblemCode code, String message) {
    this(code, message, SOON);
  }

  /** A problem that passes by itself, after that time. */
  public Problem(ProblemCode code, String message, Duration retryAfter) {
    super(message, null, false, false);
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Which of the closed set it is. */
  public ProblemCode code() {
    return code;
  }

  /** When to try again, of problems that pass by themselves: 429 and 503. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
