package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import io.piste.config.ConfigReader;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MariaDB that others run: what is said when it cannot be used. */
final class ExternalDatabaseIT {
  @TempDir Path folder;
  private final TestDatabase database = TestDatabase.fresh();

  @AfterEach
  void drop_it() {
    database.close();
  }

  private StartProblem problemWith(String key, String value) {
    Map<String, String> settings = new HashMap<>(database.settings());
    settings.put(key, value);
    Database external = new Database(DatabaseSettings.read(new ConfigReader(settings)), folder);
    StartProblem problem = assertThrows(StartProblem.class, external::start);
    String message = String.valueOf(problem.getMessage());
    assertFalse(message.contains("\n"), "one line");
    assertFalse(message.contains(database.settings().get("database.password")), message);
    return problem;
  }

  private String url() {
    return String.valueOf(database.settings().get("database.url"));
  }

  private static void assertSays(StartProblem problem, Kind kind, String words) {
    assertEquals(kind, problem.kind());
    assertTrue(String.valueOf(problem.getMessage()).contains(words), problem.getMessage());
  }

  @Test
  void a_wrong_password_is_told() {
    assertSays(
        problemWith("database.password", "wrong"), Kind.DATABASE_REFUSED, "database.password");
  }

  @Test
  void an_unknown_user_is_told() {
    assertSays(problemWith("database.user", "nobody"), Kind.DATABASE_REFUSED, "database.user");
  }

  @Test
  void a_missing_database_is_told() {
    assertSays(
        problemWith("database.url", url().replaceAll("/[^/]*$", "/piste_none")),
        Kind.DATABASE_MISSING,
        "CREATE DATABASE");
  }

  @Test
  void a_database_that_the_user_may_not_use_is_told() {
    assertSays(
        problemWith("database.url", url().replaceAll("/[^/]*$", "/mysql")),
        Kind.DATABASE_REFUSED,
        "GRANT");
  }

  @Test
  void a_url_without_a_database_is_told() {
    assertSays(
        problemWith("database.url", url().replaceAll("/[^/]*$", "/")),
        Kind.DATABASE_MISSING,
        "names no database");
  }

  @Test
  void a_port_where_nothing_listens_is_told() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    assertSays(
        problemWith("database.url", "jdbc:mariadb://127.0.0.1:" + port + "/piste"),
        Kind.DATABASE_UNREACHABLE,
        "check that it runs");
  }

  @Test
  void a_host_that_does_not_exist_is_told() {
    assertSays(
        problemWith("database.url", "jdbc:mariadb://no-such-host.invalid/piste"),
        Kind.DATABASE_UNREACHABLE,
        "host and port");
  }

  @Test
  void a_url_of_another_kind_is_told() {
    assertSays(
        problemWith("database.url", "jdbc:postgresql://127.0.0.1/piste"),
        Kind.DATABASE_UNSUITABLE,
        "jdbc:mariadb://");
  }

  @Test
  void another_character_set_is_told() {
    database.jdbi().useHandle(handle -> handle.execute("ALTER DATABASE CHARACTER SET latin1"));
    assertSays(problemWith("database.pool", "2"), Kind.DATABASE_UNSUITABLE, "utf8mb4");
  }

  @Test
  void after_a_failed_start_the_folder_is_free_again() {
    problemWith("database.password", "wrong");
    try (Database again =
        new Database(DatabaseSettings.read(new ConfigReader(database.settings())), folder)) {
      again.start();
      assertTrue(again.isWell());
    }
  }
}
