package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import io.piste.support.TestMariaDb;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own database from start to stop; all tests but one use the same folder. */
final class EmbeddedStartIT {
  @TempDir static Path folder;

  @AfterEach
  void no_process_is_left_behind() {
    assertEquals(List.of(), Orphan.on(new EmbeddedFolder(folder).tables()));
  }

  private static Database started() {
    Database database = new Database(TestMariaDb.settings(), folder);
    database.start();
    return database;
  }

  private static void note(Database database, int number) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("CREATE TABLE IF NOT EXISTS noted (n INT)");
              handle.execute("INSERT INTO noted VALUES (?)", number);
            });
  }

  private static boolean isNoted(Database database, int number) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select("SELECT n FROM noted").mapTo(Integer.class).list())
        .contains(number);
  }

  @Test
  void keeps_what_a_server_or_a_command_stored_over_a_restart() {
    try (Database server = started()) {
      note(server, 1);
    }
    try (Database command = Database.attach(TestMariaDb.settings(), folder)) {
      assertTrue(isNoted(command, 1));
      note(command, 2);
    }
    try (Database server = started()) {
      assertTrue(isNoted(server, 2));
    }
  }

  @Test
  void takes_another_port_when_its_last_one_is_in_use() throws Exception {
    started().close();
    int last = new EmbeddedFolder(folder).port();
    try (ServerSocket other = new ServerSocket(last, 1, InetAddress.ofLiteral("127.0.0.1"));
        Database database = started()) {
      assertTrue(database.isWell());
      assertNotEquals(other.getLocalPort(), new EmbeddedFolder(folder).port());
    }
  }

  @Test
  void tells_what_mariadbd_said_when_it_does_not_start(@TempDir Path broken) throws Exception {
    Files.createDirectories(new EmbeddedFolder(broken).tables()); // without any system table
    Database database = new Database(TestMariaDb.settings(), broken);
    StartProblem problem = assertThrows(StartProblem.class, database::start);
    assertEquals(Kind.MARIADB_FAILED, problem.kind());
    assertTrue(String.valueOf(problem.getMessage()).contains("mysql."), problem.getMessage());
    assertTrue(String.valueOf(problem.getMessage()).contains("mariadb.log"));
    assertEquals(List.of(), Orphan.on(new EmbeddedFolder(broken).tables()));
  }
}
