package io.piste.support;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The real database behind a network that fails when told to. */
public final class FailingDatabase implements DataSource {
  private static final Set<String> ENDING = Set.of("close", "abort");

  private final DataSource real;
  private volatile boolean away;
  private volatile Set<String> lost = Set.of();

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
    loses("commit", now);
  }

  /** The same for statements of many rows. */
  public void losesAnswersOfBatches(boolean now) {
    loses("executeBatch", now);
  }

  private void loses(String method, boolean now) {
    lost = now ? Set.of(method) : Set.of();
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLException("the database is away", "08001");
    }
    return behindNetwork(Connection.class, real.getConnection());
  }

  private <T> T behindNetwork(Class<T> type, T real) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (away && !ENDING.contains(method.getName())) {
                throw new SQLException("the connection broke", "08006");
              }
              try {
                Object answer = method.invoke(real, arguments);
                if (lost.contains(method.getName())) {
                  throw new SQLException("the connection broke", "08006");
                }
                return answer instanceof PreparedStatement statement
                    ? behindNetwork(PreparedStatement.class, statement)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
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
