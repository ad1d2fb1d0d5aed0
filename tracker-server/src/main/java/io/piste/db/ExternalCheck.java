package io.piste.db;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.lang.module.ModuleDescriptor;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.mariadb.jdbc.Driver;

/** Looks at a database that others run before the pool does, to say plainly what is wrong. */
final class ExternalCheck {
  private static final int ACCESS_DENIED = 1045;
  private static final int ACCESS_DENIED_TO_DATABASE = 1044;
  private static final int ACCESS_DENIED_WITHOUT_PASSWORD = 1698;
  private static final int UNKNOWN_DATABASE = 1049;

  /** SKIP LOCKED came with 10.6. */
  private static final String OLDEST = "10.6";

  private static final String LOOK =
      """
      SELECT VERSION(), @@character_set_database, DATABASE()
      """;

  private ExternalCheck() {}

  static void verify(Address address) {
    if (!new Driver().acceptsURL(address.url())) {
      throw new StartProblem(
          Kind.DATABASE_UNSUITABLE,
          "database.url must look like jdbc:mariadb://host:3306/name, not " + address.url() + ".");
    }
    try (Connection connection = address.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(LOOK)) {
      row.next();
      verify(row.getString(1), row.getString(2), row.getString(3) != null);
    } catch (SQLException e) {
      throw explain(address, e);
    }
  }

  static void verify(String version, String characterSet, boolean hasDatabase) {
    if (!version.contains("MariaDB") || isOlder(version)) {
      throw new StartProblem(
          Kind.DATABASE_UNSUITABLE,
          "The database is " + version + "; Piste needs MariaDB " + OLDEST + " or later.");
    }
    if (!hasDatabase) {
      throw new StartProblem(
          Kind.DATABASE_MISSING,
          "database.url names no database: write its name after the port, as in"
              + " jdbc:mariadb://host:3306/piste.");
    }
    if (!characterSet.equals("utf8mb4")) {
      throw new StartProblem(
          Kind.DATABASE_UNSUITABLE,
          "The database's character set is "
              + characterSet
              + "; run ALTER DATABASE … CHARACTER SET utf8mb4 while it is empty.");
    }
  }

  private static boolean isOlder(String version) {
    return ModuleDescriptor.Version.parse(version.replaceAll("[^0-9.].*", ""))
            .compareTo(ModuleDescriptor.Version.parse(OLDEST))
        < 0;
  }

  static StartProblem explain(Address address, SQLException e) {
    return switch (e.getErrorCode()) {
      case ACCESS_DENIED, ACCESS_DENIED_WITHOUT_PASSWORD ->
          new StartProblem(
              Kind.DATABASE_REFUSED,
              "The database refuses " + address + ": check database.user and database.password.");
      case ACCESS_DENIED_TO_DATABASE ->
          new StartProblem(
              Kind.DATABASE_REFUSED,
              "The database lets " + address + " in, but not to that database: GRANT ALL on it.");
      case UNKNOWN_DATABASE ->
          new StartProblem(
              Kind.DATABASE_MISSING,
              "There is no such database for "
                  + address
                  + ": CREATE DATABASE … CHARACTER SET utf8mb4 first.");
      default ->
          new StartProblem(
              Kind.DATABASE_UNREACHABLE,
              "The database does not answer "
                  + address
                  + ": check that it runs and that database.url names its host and port.");
    };
  }
}
