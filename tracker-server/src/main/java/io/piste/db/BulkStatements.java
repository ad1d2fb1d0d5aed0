package io.piste.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Lets the driver send batches of INSERT in MariaDB's bulk protocol, as docs/adr/0031 counts on.
 * Jdbi's own way names a kind of result set, and the driver takes that for the wish to be told the
 * generated keys, which the bulk protocol cannot: each row then went by itself, at several times
 * the cost. Not for statements that look something up: in bulk MariaDB 11.4 does so for the first
 * row alone and gives all others the same.
 */
final class BulkStatements extends DefaultStatementBuilder {
  @Override
  public PreparedStatement create(Connection connection, String sql, StatementContext context)
      throws SQLException {
    boolean plain =
        sql.startsWith("INSERT INTO ")
            && !sql.contains("SELECT")
            && !context.isReturningGeneratedKeys();
    return plain ? connection.prepareStatement(sql) : super.create(connection, sql, context);
  }
}
