package io.piste.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.piste.config.ConfigProblem;
import io.piste.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicPathsTest {
  @Test
  void names_can_be_chosen() {
    PublicPaths paths = read(Map.of("paths.script", "/p/leaf.js", "paths.events", "/p/a/steam"));

    assertEquals(new PublicPaths("/p/leaf.js", "/p/c.js", "/p/a/steam", "/p/v1/consent"), paths);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "leaf.js",
        "/leaf.js",
        "/p/",
        "/p/../console",
        "/p/.well-known",
        "/p//leaf.js",
        "/p/leaf\".js",
        "/p/leaf js",
        "/p/*",
        "/p/l/leaf.js",
        "/p/v1/restore",
        "/p/c.js",
        "/console/leaf.js"
      })
  void a_path_that_could_not_work_is_a_mistake(String path) {
    ConfigProblem problem =
        assertThrows(ConfigProblem.class, () -> read(Map.of("paths.script", path)));

    assertEquals(1, problem.mistakes().size(), problem.getMessage());
  }

  @Test
  void two_things_cannot_have_one_path() {
    assertThrows(
        ConfigProblem.class,
        () -> read(Map.of("paths.script", "/p/x.js", "paths.banner", "/p/x.js")));
  }

  private static PublicPaths read(Map<String, String> values) {
    ConfigReader config = new ConfigReader(values);
    PublicPaths paths = PublicPaths.read(config);
    config.finish();
    return paths;
  }
}
