package io.piste.eventlog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/**
 * The number of the last event of the stream, 0 before the first. Behind the checkpoint also when
 * its row is gone: only what is projected is ever dropped, and no number is given twice.
 */
final class LogEnd {
  private static final String LAST =
      """
      SELECT GREATEST(COALESCE((SELECT MAX(seq) FROM event_log WHERE stream = %1$d), 0),
                      COALESCE((SELECT seq FROM event_checkpoint WHERE stream = %1$d), 0))
      """
          .formatted(StreamWriter.STREAM);

  private LogEnd() {}

  static long read(Handle handle) {
    return handle.createQuery(LAST).mapTo(Long.class).one();
  }

  static long read(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LAST);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
