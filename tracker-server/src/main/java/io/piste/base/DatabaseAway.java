package io.piste.base;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** Tells an absent database from a mistake of ours. */
public final class DatabaseAway {
  /** SQL states of this class are about the connection. */
  private static final String CONNECTION_CLASS = "08";

  private DatabaseAway() {}

  /** Whether something failed because the database could not be reached: try again later. */
  public static boolean caused(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAboutConnection(sql)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAboutConnection(SQLException sql) {
    return sql instanceof SQLTransientConnectionException
        || sql instanceof SQLNonTransientConnectionException
        || sql instanceof SQLRecoverableException
        || (sql.getSQLState() != null && sql.getSQLState().startsWith(CONNECTION_CLASS));
  }
}
