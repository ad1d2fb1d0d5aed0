package io.piste.db;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Of two transactions that wait for each other MariaDB ends one with error 1213 and asks it to try
 * again. Everything that locks several rows has to.
 */
public final class LockConflicts {
  /** Dead-lock, lock wait, row changed since read. */
  private static final Set<Integer> CONFLICTS = Set.of(1213, 1205, 1020);

  private static final int TRIES = 10;

  private LockConflicts() {}

  /** Runs a whole transaction, again when it lost a conflict, at most ten times. */
  public static <T> T retried(Supplier<T> transaction) {
    for (int tries = 1; ; tries++) {
      try {
        return transaction.get();
      } catch (JdbiException e) {
        if (tries == TRIES || !isConflict(e)) {
          throw e;
        }
      }
    }
  }

  /**
   * Whether what went wrong has nothing to do with what was asked: a conflict that goes on, or a
   * database that is away.
   */
  public static boolean passes(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientException
          || (cause instanceof SQLException sql
              && sql.getSQLState() != null
              && sql.getSQLState().startsWith("08"))) {
        return true;
      }
    }
    return isConflict(problem);
  }

  /** Whether the transaction lost to another one: the same again will do. */
  public static boolean isConflict(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && CONFLICTS.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }
}
