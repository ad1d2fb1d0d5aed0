package io.piste.db;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestMariaDb;
import io.piste.support.Wait;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server that was killed with -9 leaves behind. */
final class OrphanIT {
  @TempDir Path folder;
  @TempDir Path another;

  /** Runs in a process of its own, to be killed. */
  public static final class Holder {
    private Holder() {}

    /** Starts the database of the folder and waits. */
    public static void main(String[] args) throws InterruptedException {
      Database database =
          new Database(TestMariaDb.settings("database.binaries", args[1]), Path.of(args[0]));
      database.start();
      database.jdbi().useHandle(handle -> handle.execute("CREATE TABLE noted (n INT)"));
      database.jdbi().useHandle(handle -> handle.execute("INSERT INTO noted VALUES (5)"));
      System.out.println("stored");
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void is_ended_by_the_next_start_which_finds_everything_stored() throws Exception {
    Process holder = start(Holder.class, folder.toString(), TestMariaDb.BINARIES.toString());
    awaitLine(holder, "stored");
    holder.destroyForcibly().waitFor();
    Path tables = new EmbeddedFolder(folder).tables();
    ProcessHandle orphan = Orphan.on(tables).getFirst();
    assertTrue(orphan.isAlive());

    try (Database next = new Database(TestMariaDb.settings(), folder)) {
      next.start();
      assertFalse(orphan.isAlive());
      assertEquals(List.of(5), noted(next));
    }
    assertEquals(List.of(), Orphan.on(tables));
  }

  @Test
  void of_another_folder_is_left_alone() {
    try (Database other = new Database(TestMariaDb.settings(), another)) {
      other.start();
      Orphan.end(new EmbeddedFolder(folder).tables());
      Orphan.end(new EmbeddedFolder(another).root());
      assertTrue(other.isWell());
    }
  }

  private static List<Integer> noted(Database database) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select("SELECT n FROM noted").mapTo(Integer.class).list());
  }

  private static Process start(Class<?> main, String... args) throws IOException {
    List<String> command = new java.util.ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void awaitLine(Process process, String line) {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    Wait.until("the process says " + line, () -> line.equals(out.readLine()));
  }
}
