package io.piste.eventlog;

import io.piste.db.Jdbis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Writes rows in commit order, numbered without a gap after the last one committed. The transaction
 * that appends also moves the stream's end, from where we left it: should another process write the
 * same stream, one of the two finds it moved and numbers anew, so a row can never appear behind one
 * that was already readable. Used by one thread.
 */
final class StreamWriter implements RowSink {
  /** The one stream of this node. */
  static final int STREAM = 0;

  /** Far below the 16 MiB packet that MariaDB takes, at 4 bytes a character. */
  static final long MAX_CHARACTERS = 2_000_000;

  private static final int TRIES = 5;
  private static final long UNKNOWN = -1;

  private static final String LAST = "SELECT last_seq FROM event_stream WHERE stream = ?";

  private static final String START =
      "INSERT IGNORE INTO event_stream (stream, last_seq) VALUES (?, 0)";

  /** No row changes when somebody else wrote since we looked. */
  private static final String MOVE =
      "UPDATE event_stream SET last_seq = ? WHERE stream = ? AND last_seq = ?";

  private static final String INSERT =
      """
      INSERT INTO event_log (stream, seq, site_id, visitor_id, event_id, purposes, happened_at,
                             received_at, verdict, type, client, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final DataSource database;
  private long last = UNKNOWN;

  StreamWriter(DataSource database) {
    this.database = database;
  }

  /** Commits the rows; after an exception it is unknown whether they are there. */
  @Override
  public void write(List<EventRow> rows) throws SQLException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try (Connection connection = database.getConnection()) {
        connection.setAutoCommit(false);
        if (writeOn(connection, rows)) {
          return;
        }
      }
      last = UNKNOWN;
    }
    throw new SQLException("another process writes to this stream all the time");
  }

  /** False, and nothing is written, when the stream's end is not where we left it. */
  private boolean writeOn(Connection connection, List<EventRow> rows) throws SQLException {
    try {
      if (last == UNKNOWN) {
        last = readLast(connection);
      }
      if (!moveEnd(connection, last, rows.size())) {
        connection.rollback();
        return false;
      }
      insert(connection, last, rows);
      connection.commit();
    } catch (SQLException e) {
      last = UNKNOWN;
      connection.rollback();
      throw e;
    }
    last += rows.size();
    return true;
  }

  /** Writes the rows behind whatever is there, inside the caller's transaction. */
  static void append(Connection connection, List<EventRow> rows) throws SQLException {
    long end = readLast(connection);
    while (!moveEnd(connection, end, rows.size())) {
      end = readLast(connection);
    }
    insert(connection, end, rows);
  }

  private static long readLast(Connection connection) throws SQLException {
    try (PreparedStatement start = connection.prepareStatement(START);
        PreparedStatement statement = connection.prepareStatement(LAST)) {
      start.setInt(1, STREAM);
      start.executeUpdate();
      statement.setInt(1, STREAM);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  private static boolean moveEnd(Connection connection, long last, int by) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, last + by);
      statement.setInt(2, STREAM);
      statement.setLong(3, last);
      return statement.executeUpdate() == 1;
    }
  }

  private static void insert(Connection connection, long last, List<EventRow> rows)
      throws SQLException {
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
        statement.setInt(9, row.verdict().stored());
        statement.setString(10, row.type());
        statement.setString(11, row.client());
        statement.setString(12, row.body());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}
