package io.piste.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.StartProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigSourceTest {
  @TempDir Path folder;

  @Test
  void the_environment_goes_before_the_file() throws IOException {
    Path file =
        Files.writeString(folder.resolve("a.properties"), "http.port=1\nhttp.host=h\n# no\n");
    Map<String, String> values =
        ConfigSource.read(Optional.of(file), Map.of("PISTE_HTTP_PORT", "2", "PATH", "/bin"));
    assertEquals(Map.of("http.port", "2", "http.host", "h"), values);
  }

  @Test
  void a_named_file_must_be_there() {
    Path none = folder.resolve("none.properties");
    StartProblem problem =
        assertThrows(StartProblem.class, () -> ConfigSource.read(Optional.of(none), Map.of()));
    assertTrue(String.valueOf(problem.getMessage()).contains(none.toString()));
  }

  @Test
  void without_a_file_the_environment_is_enough() {
    assertEquals(
        Map.of("data.folder", "/d"),
        ConfigSource.read(Optional.empty(), Map.of("PISTE_DATA_FOLDER", "/d")));
  }
}
