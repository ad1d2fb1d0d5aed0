package io.piste.eventlog;

import io.piste.db.Jdbis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes rows in commit order, numbered without a gap behind the last one. A group is one statement
 * that commits itself, so it costs one exchange with the database; nobody else numbers meanwhile,
 * for the connection holds the {@link StreamLock}. It is kept with its statement while there is
 * something to write, and handed on now and then to whoever else writes. Used by one thread.
 */
final class StreamWriter implements RowSink {
  /** The one stream of this node. */
  static final int STREAM = 0;

  /**
   * Far below the 16 MiB packet that MariaDB takes, at 4 bytes a character: a group that needed two
   * would be two statements.
   */
  static final long MAX_CHARACTERS = 2_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(StreamWriter.class);

  /** Another process that writes to this stream gets its turn after so long. */
  private static final Duration TURN = Duration.ofMillis(500);

  private static final String INSERT =
      """
      INSERT INTO event_log (stream, seq, site_id, visitor_id, event_id, purposes, happened_at,
                             received_at, verdict, type, client, body)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** A connection that may append. */
  private record Turn(Connection connection, PreparedStatement insert, long begun) {
    boolean isOver() {
      return System.nanoTime() - begun > TURN.toNanos();
    }
  }

  private final DataSource database;
  private final boolean patient;
  private @Nullable Turn kept;
  private long last;

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
    boolean mayBeStale = patient && kept != null;
    try {
      insert(turn(), rows);
    } catch (SQLException e) {
      rest();
      if (!mayBeStale || !isBroken(e)) {
        throw e;
      }
      // A database that was started anew cut it. Should the rows be there, they count once.
      insert(turn(), rows);
    }
  }

  private void insert(Turn turn, List<EventRow> rows) throws SQLException {
    boolean done = false;
    try {
      insert(turn.insert(), last, rows);
      last += rows.size();
      done = true;
    } finally {
      if (!done || turn.isOver()) {
        rest();
      }
    }
  }

  /** Gives the connection back: nothing is to be written for a while. */
  @Override
  public void rest() {
    Turn turn = kept;
    kept = null;
    if (turn != null) {
      end(turn.connection());
    }
  }

  private static void end(Connection connection) {
    try (connection) {
      StreamLock.release(connection);
    } catch (SQLException e) {
      LOG.debug("A connection was broken when it was given back: {}", e.getMessage());
      abort(connection);
    }
  }

  /** It must not live on in the pool with the lock. */
  private static void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("and could not be ended: {}", e.getMessage());
    }
  }

  private Turn turn() throws SQLException {
    Turn turn = kept;
    if (turn == null) {
      turn = begin(database.getConnection());
      kept = turn;
    }
    return turn;
  }

  private Turn begin(Connection connection) throws SQLException {
    boolean begun = false;
    try {
      connection.setAutoCommit(true);
      StreamLock.take(connection);
      last = LogEnd.read(connection);
      Turn turn = new Turn(connection, connection.prepareStatement(INSERT), System.nanoTime());
      begun = true;
      return turn;
    } finally {
      if (!begun) {
        end(connection);
      }
    }
  }

  /** Writes the rows behind the last one; the caller holds the {@link StreamLock} and commits. */
  static void append(Connection connection, List<EventRow> rows) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert(insert, LogEnd.read(connection), rows);
    }
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

  private static boolean isBroken(SQLException e) {
    String state = e.getSQLState();
    return state != null && state.startsWith("08");
  }
}
