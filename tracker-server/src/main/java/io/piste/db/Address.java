package io.piste.db;

import java.sql.SQLException;
import java.util.Optional;
import java.util.StringJoiner;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * How to connect.
 *
 * @param url as the operator or {@link EmbeddedMariaDb} wrote it
 */
record Address(String url, String user, Optional<String> password) {
  /** What Piste wants of every connection; what the operator wrote in the URL goes before it. */
  private static final String[] DEFAULTS = {
    "connectTimeout=5000",
    "socketTimeout=60000",
    "tcpKeepAlive=true",
    "sessionVariables=sql_mode='STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
        + "NO_ENGINE_SUBSTITUTION'"
  };

  static Address external(DatabaseSettings settings) {
    return new Address(settings.url().orElseThrow(), settings.user(), settings.password());
  }

  static Address embedded(int port, String password) {
    return new Address(
        "jdbc:mariadb://127.0.0.1:" + port + "/piste", "piste", Optional.of(password));
  }

  MariaDbDataSource dataSource() {
    try {
      MariaDbDataSource source = new MariaDbDataSource(withDefaults());
      source.setUser(user);
      source.setPassword(password.orElse(""));
      return source;
    } catch (SQLException e) {
      throw new IllegalStateException("the database address was checked before", e);
    }
  }

  private String withDefaults() {
    StringJoiner parameters = new StringJoiner("&");
    for (String parameter : DEFAULTS) {
      String name = parameter.substring(0, parameter.indexOf('=') + 1);
      if (!url.contains(name)) {
        parameters.add(parameter);
      }
    }
    return url + (url.contains("?") ? "&" : "?") + parameters;
  }

  /** Never with the password. */
  @Override
  public String toString() {
    return user + " at " + url;
  }
}
