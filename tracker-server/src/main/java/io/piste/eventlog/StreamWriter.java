package io.piste.eventlog;

import io.piste.db.Jdbis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in commit order, numbered without a gap after the last one committed. The transaction
 * that appends also moves the stream's end, from where we left it: should another process write the
 * same stream, one of the two finds it moved and numbers anew, so a row can never appear behind one
 * that was already readable. Keeps a connection with its statements while there is something to
 * write. Used by one thread.
 */
final class StreamWriter implements RowSink {
  /** The one stream of this node. */
  static final int STREAM = 0;

  /** Far below the 16 MiB packet that MariaDB takes, at 4 bytes a character. */
  static final long MAX_CHARACTERS = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);
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

  private record Open(Connection connection, PreparedStatement move, PreparedStatement insert) {}

  private final DataSource database;
  private final boolean patient;
  private @Nullable Open kept;
  private long last = UNKNOWN;

  /** One that tries again on a new connection when the one it kept was cut. */
  StreamWriter(DataSource database) {
    this(database, true);
  }

  /** Not patient: somebody else takes the rows when the database does not, and at once. */
  StreamWriter(DataSource database, boolean patient) {
    this.database = database;
    this.patient = patient;
  }

  /** Commits the rows; after an exception it is unknown whether they are there. */
  @Override
  public void write(List<EventRow> rows) throws SQLException {
    boolean committed = false;
    try {
      staged(rows).commit();
      committed = true;
      last += rows.size();
    } finally {
      if (!committed) {
        drop();
      }
    }
  }

  /** Gives the connection back: nothing is to be written for a while. */
  @Override
  public void rest() {
    Open open = kept;
    kept = null;
    if (open != null) {
      try {
        open.connection().close();
      } catch (SQLException e) {
        LOG.debug("A connection was broken when it was given back: {}", e.getMessage());
      }
    }
  }

  /** The connection on which the rows are written and wait for the commit. */
  private Connection staged(List<EventRow> rows) throws SQLException {
    boolean mayBeStale = patient && kept != null;
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      try {
        Open open = open();
        if (stage(open, rows)) {
          return open.connection();
        }
        open.connection().rollback();
        last = UNKNOWN;
      } catch (SQLException e) {
        drop();
        if (!mayBeStale || !isBroken(e)) {
          throw e;
        }
        // A database that was started anew cut it; nothing was committed, so once more is safe.
        mayBeStale = false;
      }
    }
    throw new SQLException("another process writes to this stream all the time");
  }

  private Open open() throws SQLException {
    Open open = kept;
    if (open == null) {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(false);
        open =
            new Open(
                connection, connection.prepareStatement(MOVE), connection.prepareStatement(INSERT));
      } finally {
        if (open == null) {
          connection.close();
        }
      }
      kept = open;
    }
    return open;
  }

  /** False, and nothing is written, when the stream's end is not where we left it. */
  private boolean stage(Open open, List<EventRow> rows) throws SQLException {
    if (last == UNKNOWN) {
      last = readLast(open.connection());
    }
    if (!moveEnd(open.move(), last, rows.size())) {
      return false;
    }
    insert(open.insert(), last, rows);
    return true;
  }

  /** Writes the rows behind whatever is there, inside the caller's transaction. */
  static void append(Connection connection, List<EventRow> rows) throws SQLException {
    try (PreparedStatement move = connection.prepareStatement(MOVE);
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      long end = readLast(connection);
      while (!moveEnd(move, end, rows.size())) {
        end = readLast(connection);
      }
      insert(insert, end, rows);
    }
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

  private static boolean moveEnd(PreparedStatement statement, long last, int by)
      throws SQLException {
    statement.setLong(1, last + by);
    statement.setInt(2, STREAM);
    statement.setLong(3, last);
    return statement.executeUpdate() == 1;
  }

  private static void insert(PreparedStatement statement, long last, List<EventRow> rows)
      throws SQLException {
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

  /** Undoes what is not committed. */
  private void drop() {
    last = UNKNOWN;
    rest();
  }

  private static boolean isBroken(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }
}
