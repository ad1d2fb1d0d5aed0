package io.piste.eventlog;

import io.piste.db.Jdbis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes rows in commit order, numbered without a gap after the last one committed. Should another
 * process write the same stream, one of the two runs into the primary key and numbers anew: a row
 * can never appear behind one that was already readable. Used by one thread.
 */
final class StreamWriter {
  /** The one stream of this node. */
  static final int STREAM = 0;

  /** Far below the 16 MiB packet that MariaDB takes, at 4 bytes a character. */
  static final long MAX_CHARACTERS = 2_000_000;

  private static final int DUPLICATE_KEY = 1062;
  private static final int TRIES = 5;
  private static final long UNKNOWN = -1;

  /** A log whose old rows were all dropped must not start again below the checkpoint. */
  private static final String LAST =
      """
      SELECT GREATEST(
        COALESCE((SELECT MAX(seq) FROM event_log WHERE stream = ?), 0),
        COALESCE((SELECT seq FROM event_checkpoint WHERE stream = ?), 0))
      """;

  private static final String INSERT =
      """
      INSERT INTO event_log (stream, seq, site_id, visitor_id, event_id, purposes, happened_at,
                             received_at, type, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final DataSource database;
  private long last = UNKNOWN;

  StreamWriter(DataSource database) {
    this.database = database;
  }

  /** Commits the rows; after an exception it is unknown whether they are there. */
  void write(List<EventRow> rows) throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        writeOn(connection, rows);
        return;
      } catch (SQLException e) {
        last = UNKNOWN;
        if (attempt >= TRIES || !isDuplicateKey(e)) {
          throw e;
        }
      }
    }
  }

  private void writeOn(Connection connection, List<EventRow> rows) throws SQLException {
    try {
      if (last == UNKNOWN) {
        last = readLast(connection);
      }
      insert(connection, rows);
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    }
    connection.commit();
    last += rows.size();
  }

  private static long readLast(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LAST)) {
      statement.setInt(1, STREAM);
      statement.setInt(2, STREAM);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private void insert(Connection connection, List<EventRow> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      long seq = last;
      for (EventRow row : rows) {
        seq++;
        statement.setInt(1, STREAM);
        statement.setLong(2, seq);
        statement.setLong(3, row.site());
        statement.setBytes(4, Jdbis.bytesOf(row.visitor()));
        statement.setBytes(5, Jdbis.bytesOf(row.event()));
        statement.setInt(6, row.purposes());
        statement.setLong(7, row.happenedAt());
        statement.setLong(8, row.receivedAt());
        statement.setString(9, row.type());
        statement.setString(10, row.body());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private static boolean isDuplicateKey(SQLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getErrorCode() == DUPLICATE_KEY) {
        return true;
      }
    }
    return false;
  }
}
