package io.piste.base;

/** Every error that a caller can be told, with its HTTP status. The names are part of the API. */
public enum ProblemCode {
  BAD_JSON(400),
  BAD_REQUEST(400),
  BAD_EVENT(400),
  BAD_KEY(401),
  SCOPE_MISSING(403),
  UNKNOWN_SITE(403),
  ORIGIN_MISSING(403),
  ORIGIN_NOT_LISTED(403),
  NO_CONSENT(403),
  SITE_FOR_MINORS(403),
  SWITCHED_OFF(403),
  NOT_FOUND(404),
  METHOD_NOT_ALLOWED(405),
  UNKNOWN_TEXT(409),
  TEXT_CHANGED(409),
  IDEMPOTENCY_KEY_REUSED(409),
  TOKEN_EXPIRED(410),
  BODY_TOO_LARGE(413),
  TOO_MANY_REQUESTS(429),
  INTERNAL(500),
  BUSY(503),
  DATABASE_AWAY(503);

  private final int status;

  ProblemCode(int status) {
    this.status = status;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** The stable word in the answer's {@code code}: lower case with underscores. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
