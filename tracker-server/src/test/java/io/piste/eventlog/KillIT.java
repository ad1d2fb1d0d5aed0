package io.piste.eventlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillIT {
  private static final int KILLS = 4;
  private static final int PAGES_BETWEEN_KILLS = 150;

  @Test
  void a_process_killed_at_any_moment_doubles_nothing_and_loses_nothing_acknowledged(
      @TempDir Path folder) throws Exception {
    Path acknowledged = Files.createFile(folder.resolve("acknowledged"));
    try (TestLog log = TestLog.start()) {
      for (int kill = 1; kill <= KILLS; kill++) {
        Process victim = start(log.database().settings(), folder, acknowledged);
        waitFor(victim, acknowledged, (long) kill * PAGES_BETWEEN_KILLS);
        victim.destroyForcibly().waitFor();
      }
      log.project();

      List<String> told = Files.readAllLines(acknowledged);
      List<String> seen =
          log.jdbi()
              .withHandle(
                  handle ->
                      handle.createQuery("SELECT path FROM page_view").mapTo(String.class).list());
      Set<String> distinct = new HashSet<>(seen);
      assertEquals(seen.size(), distinct.size(), "something counted twice");
      assertTrue(distinct.containsAll(told), "something acknowledged was lost");
      assertEquals(
          log.count("SELECT COUNT(DISTINCT event_id) FROM event_log"),
          seen.size(),
          "something stored was not projected");
      assertEquals(seen.size(), log.count("SELECT SUM(pages) FROM visit_session"));
      assertEquals(seen.size(), log.count("SELECT COUNT(*) FROM profile_act"));
      assertEquals(0, log.count("SELECT COUNT(*) FROM event_dead"));
    }
  }

  private static Process start(Map<String, String> settings, Path folder, Path acknowledged)
      throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            KillTarget.class.getName(),
            settings.getOrDefault("database.url", ""),
            settings.getOrDefault("database.password", ""),
            folder.resolve("data").toString(),
            acknowledged.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("output").toFile())
        .start();
  }

  private static void waitFor(Process victim, Path acknowledged, long pages) throws Exception {
    while (Files.readAllLines(acknowledged).size() < pages) {
      assertTrue(
          victim.isAlive(), () -> "ended by itself, see the output in " + acknowledged.getParent());
      Thread.sleep(20);
    }
  }
}
