package io.piste.support;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The real database behind a network that fails when told to. */
public final class FailingDatabase implements DataSource {
  private final DataSource real;
  private volatile boolean away;
  private volatile boolean answersOfCommitsGetLost;

  /** Well, until told otherwise. */
  public FailingDatabase(DataSource real) {
    this.real = real;
  }

  /** Whether connections are refused, and those that there are break. */
  public void isAway(boolean now) {
    away = now;
  }

  /** Commits happen, but nobody hears of it. */
  public void losesAnswersOfCommits(boolean now) {
    answersOfCommitsGetLost = now;
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("the database is away", "08001");
    }
    Connection connection = real.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (away && !method.getName().equals("close")) {
                throw new SQLException("the connection broke", "08006");
              }
              try {
                Object answer = method.invoke(connection, arguments);
                if (answersOfCommitsGetLost && method.getName().equals("commit")) {
                  throw new SQLException("the connection broke", "08006");
                }
                return answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("nothing inside");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }
}
