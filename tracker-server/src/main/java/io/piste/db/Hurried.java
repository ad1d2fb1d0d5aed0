package io.piste.db;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections of a pool that fail when the database is silent for too long, and at once while it is
 * known to be away. The pool sets them back when they are given back to it.
 */
final class Hurried implements DataSource {
  private final DataSource pool;
  private final int millis;
  private final BooleanSupplier isAway;

  Hurried(DataSource pool, Duration silence, BooleanSupplier isAway) {
    this.pool = pool;
    this.isAway = isAway;
    this.millis = Math.toIntExact(silence.toMillis());
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (isAway.getAsBoolean()) {
      throw new SQLTransientConnectionException("the database is known to be away");
    }
    return hurried(pool.getConnection());
  }

  private Connection hurried(Connection connection) throws SQLException {
    try {
      connection.setNetworkTimeout(Runnable::run, millis);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("the pool knows who asks");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return pool.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    pool.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    pool.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return pool.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return pool.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return pool.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return pool.isWrapperFor(type);
  }
}
