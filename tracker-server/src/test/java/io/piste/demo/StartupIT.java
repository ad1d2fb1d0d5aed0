package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shipped program says when it cannot start: what is wrong and what to do. */
final class StartupIT {
  @TempDir private Path folder;
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = TestDatabase.fresh();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void names_the_taken_port_and_the_setting_that_changes_it() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      String said = serve(Map.of("http.port", port));
      assertSays(said, port);
      assertSays(said, "http.port");
    }
  }

  @Test
  void names_the_settings_of_a_refused_password_and_not_the_password() throws Exception {
    String said = serve(Map.of("database.password", "not-the-password"));
    assertSays(said, "database.password");
    assertSays(said, "refuses");
    assertFalse(said.contains("not-the-password"), said);
  }

  @Test
  void names_the_setting_of_a_database_that_does_not_answer() throws Exception {
    String said = serve(Map.of("database.url", "jdbc:mariadb://127.0.0.1:1/piste"));
    assertSays(said, "does not answer");
    assertSays(said, "database.url");
  }

  @Test
  void tells_all_wrong_settings_at_once_and_the_nearest_right_one() throws Exception {
    String said = serve(Map.of("http.prot", "8080", "database.pool", "lots"));
    assertSays(said, "http.prot");
    assertSays(said, "did you mean http.port?");
    assertSays(said, "database.pool");
    assertSays(said, "lots");
  }

  @Test
  void names_a_settings_file_that_is_not_there() throws Exception {
    String said = run(folder.resolve("nothing.properties"));
    assertSays(said, "nothing.properties");
  }

  /** Runs the server with these settings besides those of a database that works; it has to fail. */
  private String serve(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(database.settings());
    all.put("data.folder", folder.resolve("data").toString());
    all.put("http.port", "0");
    all.putAll(settings);
    Path file = folder.resolve("piste.properties");
    Files.writeString(
        file,
        all.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining("\n")));
    return run(file);
  }

  private String run(Path config) throws IOException, InterruptedException {
    try (ServerProcess server =
        ServerProcess.start(folder.resolve("log"), "serve", "--config", config.toString())) {
      assertEquals(1, server.awaitEnd(), "the exit code; it said: " + server.said());
      assertFalse(server.said().contains("\tat "), "a stack trace: " + server.said());
      return server.said();
    }
  }

  private static void assertSays(String said, String words) {
    assertTrue(said.contains(words), "'" + words + "' in: " + said);
  }
}
