package io.piste.protocol.client;

/**
 * The server refused a call. Unchecked: what to do about it is the same everywhere, log and go on.
 */
public final class ApiProblem extends RuntimeException {
  private final int status;
  private final String code;

  ApiProblem(int status, String code, String detail) {
    super(status + " " + code + ": " + detail);
    this.status = status;
    this.code = code;
  }

  /** The HTTP status; 0 when nobody answered. */
  public int status() {
    return status;
  }

  /** The stable word, such as {@code bad_key}; {@code no_answer} when nobody answered. */
  public String code() {
    return code;
  }

  /** Whether the same call may do better later: keep it and send it again. */
  public boolean passes() {
    return status == 0 || status == 429 || status >= 500;
  }
}
