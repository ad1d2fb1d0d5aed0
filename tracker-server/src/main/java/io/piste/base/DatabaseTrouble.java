package io.piste.base;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database in trouble, whatever is written to it, from a value that it will never take. In
 * doubt it is in trouble, so that a full disk or a missing right makes nobody give up on what they
 * wanted to write.
 */
public final class DatabaseTrouble {
  /** A text that the column's character set cannot hold. */
  private static final int INCORRECT_STRING = 1366;

  /** SQL states of values that do not fit: data exceptions, violated constraints. */
  private static final Set<String> OF_VALUES = Set.of("22", "23");

  private DatabaseTrouble() {}

  /** Whether waiting helps. */
  public static boolean caused(Throwable failure) {
    return sql(failure).filter(e -> !isOfValue(e)).isPresent();
  }

  /** The database's own words in a failure, if there are any. */
  public static Optional<SQLException> sql(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e) {
        return Optional.of(e);
      }
    }
    return Optional.empty();
  }

  private static boolean isOfValue(SQLException e) {
    String state = Optional.ofNullable(e.getSQLState()).orElse("");
    return e.getErrorCode() == INCORRECT_STRING
        || (state.length() == 5 && OF_VALUES.contains(state.substring(0, 2)));
  }
}
