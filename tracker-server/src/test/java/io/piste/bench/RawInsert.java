package io.piste.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the database takes at most: rows that the server stored, written once more by plain JDBC
 * into a table of the same shape, 2,000 in each commit.
 */
final class RawInsert {
  private static final int ROWS = 2_000;
  private static final String COLUMNS =
      "stream, seq, site_id, visitor_id, event_id, purposes, happened_at, received_at, verdict,"
          + " type, client, body";

  private RawInsert() {}

  /** Rows per second. */
  static double rate(ServerUnderLoad server, Duration duration) throws SQLException {
    try (Connection connection = server.database().dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE OR REPLACE TABLE bench_event_log LIKE event_log");
      List<Object[]> rows = rows(statement);
      connection.setAutoCommit(false);
      long begun = System.nanoTime();
      long end = begun + duration.toNanos();
      long written = 0;
      while (System.nanoTime() < end) {
        insert(connection, rows, written);
        connection.commit();
        written += rows.size();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      statement.execute("DROP TABLE bench_event_log");
      connection.setAutoCommit(true);
      return written / seconds;
    }
  }

  private static List<Object[]> rows(Statement statement) throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (ResultSet stored =
        statement.executeQuery(
            "SELECT "
                + COLUMNS
                + " FROM event_log WHERE stream = 0 ORDER BY seq DESC LIMIT "
                + ROWS)) {
      while (stored.next()) {
        Object[] row = new Object[12];
        for (int i = 0; i < row.length; i++) {
          row[i] = stored.getObject(i + 1);
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static void insert(Connection connection, List<Object[]> rows, long after)
      throws SQLException {
    String values = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO bench_event_log ("
                + COLUMNS
                + ") VALUES "
                + values
                + (", " + values).repeat(rows.size() - 1))) {
      int position = 1;
      long seq = after;
      for (Object[] row : rows) {
        seq++;
        for (int i = 0; i < row.length; i++) {
          insert.setObject(position++, i == 1 ? (Object) seq : row[i]);
        }
      }
      insert.executeUpdate();
    }
  }
}
