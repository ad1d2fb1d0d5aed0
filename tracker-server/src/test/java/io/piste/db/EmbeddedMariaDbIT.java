package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import io.piste.support.TestMariaDb;
import io.piste.support.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The own database while it runs. */
final class EmbeddedMariaDbIT {
  @TempDir static Path folder;
  private static Database database;

  @BeforeAll
  static void start() {
    database = new Database(TestMariaDb.settings(), folder);
    database.start();
    database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE noted (n INT)"));
  }

  @AfterAll
  static void stop() {
    database.close();
    assertEquals(List.of(), running(), "no process is left behind");
  }

  private static List<ProcessHandle> running() {
    return Orphan.on(new EmbeddedFolder(folder).tables());
  }

  private static void note(Database in, int number) {
    in.jdbi().useHandle(handle -> handle.execute("INSERT INTO noted VALUES (?)", number));
  }

  private static boolean isNoted(int number) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select("SELECT COUNT(*) FROM noted WHERE n = ?", number)
                    .mapTo(Integer.class)
                    .one()
                    .equals(1));
  }

  @Test
  void comes_back_by_itself_when_mariadbd_is_killed() {
    note(database, 1);
    ProcessHandle killed = running().getFirst();
    killed.destroyForcibly();
    Wait.until("a new mariadbd answers", () -> isReplaced(killed) && database.isWell());
    note(database, 2);
    assertTrue(isNoted(1) && isNoted(2));
  }

  private static boolean isReplaced(ProcessHandle killed) {
    return running().size() == 1 && !running().getFirst().equals(killed);
  }

  @Test
  void says_that_it_is_not_well_while_mariadbd_hangs() throws Exception {
    String pid = Long.toString(running().getFirst().pid());
    assertTrue(database.isWell());
    new ProcessBuilder("kill", "-STOP", pid).start().waitFor();
    assertFalse(database.isWell());
    new ProcessBuilder("kill", "-CONT", pid).start().waitFor();
    Wait.until("it answers again", database::isWell);
  }

  @Test
  void refuses_a_folder_that_another_one_holds() {
    Database second = new Database(TestMariaDb.settings(), folder);
    StartProblem problem = assertThrows(StartProblem.class, second::start);
    assertEquals(Kind.FOLDER_HELD, problem.kind());
    assertTrue(String.valueOf(problem.getMessage()).contains(folder.toString()));
    assertTrue(database.isWell(), "the holder is not disturbed");
  }

  @Test
  void lets_a_command_use_the_running_database_and_leaves_it_running() {
    try (Database command = Database.attach(TestMariaDb.settings(), folder)) {
      note(command, 7);
    }
    assertTrue(isNoted(7));
    assertTrue(database.isWell());
  }

  @Test
  void lets_nobody_in_without_the_password() throws Exception {
    String url = "jdbc:mariadb://127.0.0.1:" + new EmbeddedFolder(folder).port() + "/piste?user=";
    for (String user : List.of("piste", "root", "", "anyone")) {
      assertThrows(SQLException.class, () -> DriverManager.getConnection(url + user), user);
    }
    String password = new EmbeddedFolder(folder).password();
    DriverManager.getConnection(url + "piste&password=" + password).close();
  }

  @Test
  void listens_on_loopback_alone_and_commits_to_the_disk() {
    assertEquals("127.0.0.1", variable("bind_address"));
    assertEquals("1", variable("innodb_flush_log_at_trx_commit"));
    assertEquals("utf8mb4", variable("character_set_server"));
  }

  private static String variable(String name) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select("SELECT @@" + name).mapTo(String.class).one());
  }

  @Test
  void keeps_secrets_in_files_for_the_owner_alone() throws Exception {
    Path root = new EmbeddedFolder(folder).root();
    assertEquals("rwx------", permissions(root));
    assertEquals("rw-------", permissions(root.resolve("password")));
    assertEquals("rw-------", permissions(root.resolve("state.properties")));
    assertFalse(Files.exists(root.resolve("init.sql")), "it holds the password");
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
