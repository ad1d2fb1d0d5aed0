package io.piste.eventlog;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Tells what an event is to blame for from what the database is. */
final class Failures {
  /** Dead-lock, lock wait, row changed since read: the same again will do. */
  private static final Set<Integer> LOST_RACES = Set.of(1213, 1205, 1020);

  /** A text that the column's character set cannot hold. */
  private static final int INCORRECT_STRING = 1366;

  /** SQL states of values that do not fit: data exceptions, violated constraints. */
  private static final Set<String> OF_VALUES = Set.of("22", "23");

  private Failures() {}

  /** Whether it is worth trying the same again at once. */
  static boolean isLostRace(Throwable failure) {
    return sql(failure).filter(e -> LOST_RACES.contains(e.getErrorCode())).isPresent();
  }

  /**
   * Whether the database is in trouble, whatever the event: waiting helps. Only values that do not
   * fit are an event's own fault; in doubt the projector waits, so that a full disk or a missing
   * right does not turn the whole log into dead letters.
   */
  static boolean isOfDatabase(Throwable failure) {
    return sql(failure).filter(e -> !isOfValue(e)).isPresent();
  }

  /** What a dead letter says. */
  static String reason(Throwable failure) {
    return kind(failure) + ": " + cause(failure).getMessage();
  }

  /** The type of the failure and where it happened, without anything of the event. */
  static String kind(Throwable failure) {
    String type = cause(failure).getClass().getSimpleName();
    return Stream.of(failure.getStackTrace())
        .filter(frame -> frame.getClassName().startsWith("io.piste."))
        .findFirst()
        .map(frame -> type + " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .orElse(type);
  }

  private static Throwable cause(Throwable failure) {
    return sql(failure).<Throwable>map(e -> e).orElse(failure);
  }

  private static boolean isOfValue(SQLException e) {
    String state = Optional.ofNullable(e.getSQLState()).orElse("");
    return e.getErrorCode() == INCORRECT_STRING
        || (state.length() == 5 && OF_VALUES.contains(state.substring(0, 2)));
  }

  private static Optional<SQLException> sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }
}
