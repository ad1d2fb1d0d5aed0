package io.piste.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.eventlog.NamedLock;
import io.piste.transfer.ContactImport.Counts;
import io.piste.transfer.ContactImport.State;
import io.piste.transfer.ImportPlan.Extras;
import io.piste.transfer.ImportPlan.Statement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed amid an import leaves whole lines, and the next one goes on. */
final class ImportKillIT {
  private static final int LINES = 20_000;
  private static final int KILLS = 3;
  private static final String BEYOND =
      "SELECT (SELECT COUNT(*) FROM contact) - (SELECT next_row FROM contact_import)";

  @Test
  void an_import_killed_at_any_moment_ends_as_if_it_had_not_been(@TempDir Path folder)
      throws Exception {
    try (ImportWorld world = new ImportWorld(folder)) {
      StringBuilder file = new StringBuilder("email;first_name\n");
      for (int i = 0; i < LINES; i++) {
        file.append("p").append(i).append("@example.org;Name ").append(i).append('\n');
      }
      long id = world.upload(file.toString());
      world.check(
          id,
          ImportWorld.extras(new Extras("fair", null, new Statement("Paper form", "2026-01-05"))));
      world.imports().start(id);
      for (int kill = 1; kill <= KILLS; kill++) {
        Process victim = start(world.database().settings(), folder);
        waitFor(world, id, victim, kill * LINES / (KILLS + 2));
        victim.destroyForcibly().waitFor();
        waitUntilNoticed(world);
        assertEquals(0, world.count(BEYOND), "whole steps");
        ContactImport at = world.find(id);
        assertEquals(at.next(), at.counts().all());
      }
      world.newProcess();
      world.run();

      assertEquals(State.DONE, world.find(id).state());
      assertEquals(new Counts(LINES, 0, 0, 0, 0), world.find(id).counts());
      assertEquals(LINES, world.count("SELECT COUNT(*) FROM contact WHERE first_name <> ''"));
      assertEquals(LINES, world.count("SELECT COUNT(*) FROM contact_edit"));
      assertEquals(LINES, world.count("SELECT COUNT(*) FROM contact_tag"));
      assertEquals(LINES, world.count("SELECT COUNT(*) FROM marketing_answer"));
      assertEquals(LINES, world.count("SELECT COUNT(*) FROM marketing_permission WHERE granted"));
    }
  }

  private static Process start(Map<String, String> settings, Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            ImportKillTarget.class.getName(),
            settings.getOrDefault("database.url", ""),
            settings.getOrDefault("database.password", ""),
            folder.resolve("data").toString(),
            folder.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  /** The database ends a statement before it notices that nobody waits for it any more. */
  private static void waitUntilNoticed(ImportWorld world) throws Exception {
    Optional<NamedLock> free = NamedLock.tryTake(world.jdbi(), ImportRunner.JOB);
    while (free.isEmpty()) {
      Thread.sleep(10);
      free = NamedLock.tryTake(world.jdbi(), ImportRunner.JOB);
    }
    free.get().close();
  }

  private static void waitFor(ImportWorld world, long id, Process victim, long lines)
      throws Exception {
    while (world.find(id).next() < lines) {
      assertTrue(victim.isAlive(), "ended by itself, see its output");
      Thread.sleep(10);
    }
  }
}
