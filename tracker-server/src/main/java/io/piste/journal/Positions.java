package io.piste.journal;

import io.piste.db.Jdbis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** How many entries of a segment the database has, as the database knows it. Stateless. */
final class Positions {
  /** A restored disk may bring a file back; after this long its events would not count anyway. */
  private static final Duration KEPT = Duration.ofDays(30);

  private static final String SELECT = "SELECT entries FROM journal_replay WHERE segment = ?";

  private static final String START =
      "INSERT IGNORE INTO journal_replay (segment, entries, moved_at) VALUES (?, ?, ?)";

  /** No row changes when the entries are here already. */
  private static final String MOVE =
      "UPDATE journal_replay SET entries = ?, moved_at = ? WHERE segment = ? AND entries = ?";

  private static final String FORGET = "DELETE FROM journal_replay WHERE moved_at < ?";

  private Positions() {}

  static int read(Connection connection, UUID segment) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT)) {
      select.setBytes(1, Jdbis.bytesOf(segment));
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? row.getInt(1) : 0;
      }
    }
  }

  /** Inside the transaction that brings the batch in; false when it is here already. */
  static boolean move(Connection connection, Journal.Batch batch, Instant now) throws SQLException {
    if (batch.from() == 0) {
      forgetOld(connection, now);
    }
    start(connection, batch, now);
    try (PreparedStatement move = connection.prepareStatement(MOVE)) {
      move.setInt(1, batch.to());
      move.setLong(2, now.toEpochMilli());
      move.setBytes(3, Jdbis.bytesOf(batch.segment()));
      move.setInt(4, batch.from());
      return move.executeUpdate() == 1;
    }
  }

  private static void start(Connection connection, Journal.Batch batch, Instant now)
      throws SQLException {
    try (PreparedStatement start = connection.prepareStatement(START)) {
      start.setBytes(1, Jdbis.bytesOf(batch.segment()));
      start.setInt(2, batch.from());
      start.setLong(3, now.toEpochMilli());
      start.executeUpdate();
    }
  }

  private static void forgetOld(Connection connection, Instant now) throws SQLException {
    try (PreparedStatement forget = connection.prepareStatement(FORGET)) {
      forget.setLong(1, now.minus(KEPT).toEpochMilli());
      forget.executeUpdate();
    }
  }
}
