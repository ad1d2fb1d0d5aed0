package io.piste.base;

/**
 * A mistake of the caller, or a state of ours, that is answered as problem+json (RFC 9457). The
 * message is shown to the caller: it says what is wrong and what to do, and nothing of our insides.
 */
public final class Problem extends RuntimeException {
  private final transient ProblemCode code;

  /** A problem whose message goes to the caller. */
  public Problem(ProblemCode code, String message) {
    super(message);
    this.code = code;
  }

  /** Which of the closed set it is. */
  public ProblemCode code() {
    return code;
  }
}
