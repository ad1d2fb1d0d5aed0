package io.piste.base;

/**
 * Something outside the program keeps it from starting: the message, one or two sentences, says
 * what and what to do. It is printed as it is, without a stack trace.
 */
public final class StartProblem extends RuntimeException {
  /** The closed set of what can be in the way. */
  public enum Kind {
    FOLDER_HELD,
    FOLDER_UNUSABLE,
    NO_PROGRAM,
    MARIADB_FAILED,
    DATABASE_UNREACHABLE,
    DATABASE_REFUSED,
    DATABASE_MISSING,
    DATABASE_UNSUITABLE,
    PORT_TAKEN,
    SECRET_UNUSABLE
  }

  private final Kind kind;

  /** A problem whose message goes to the terminal. */
  public StartProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Which of the closed set it is. */
  public Kind kind() {
    return kind;
  }
}
