package io.piste.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/**
 * The right to append to the stream. It belongs to the connection that appends, and the database
 * takes it back when that ends, whatever it was doing: so nobody can number events behind the back
 * of who has it, and a kill leaves nothing locked.
 */
final class StreamLock {
  /** Longer than anybody keeps it, shorter than those who write wait for an answer. */
  private static final int WAIT_SECONDS = 1;

  private static final String NAME = "CONCAT(DATABASE(), '.log." + StreamWriter.STREAM + "')";
  private static final String TAKE = "SELECT GET_LOCK(" + NAME + ", " + WAIT_SECONDS + ")";
  private static final String RELEASE = "SELECT RELEASE_LOCK(" + NAME + ")";

  private StreamLock() {}

  /** Throws when another connection has it for too long. */
  static void take(Connection connection) throws SQLException {
    if (!ask(connection, TAKE)) {
      throw new SQLTransientException("another process writes to this stream all the time");
    }
  }

  static void release(Connection connection) throws SQLException {
    ask(connection, RELEASE);
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet result = statement.executeQuery()) {
      return result.next() && result.getInt(1) == 1;
    }
  }
}
