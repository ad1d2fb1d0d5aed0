package io.piste;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.piste.config.ConfigProblem;
import io.piste.config.ConfigReader;
import io.piste.config.Setting;
import io.piste.support.Golden;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  private static final String INTRODUCTION =
      """
      # Settings

      Settings come from a properties file (`--config FILE`, else `piste.properties` in the working
      folder when there is one) and from environment variables, which go before the file. All
      mistakes are told at once at the start, unknown names among them, and Piste does not start.
      Times are written as ISO 8601 has them: `PT30M` is half an hour, `P7D` a week.

      This page is written by `SettingsTest` from the code (run it with `-Dgolden.update=true`).

      | Setting | Environment variable | Meaning | Expected | Default |
      |---|---|---|---|---|
      """;

  private static List<Setting> all() {
    ConfigReader config = new ConfigReader(Map.of());
    Settings.read(config);
    return config.settings();
  }

  @Test
  void the_settings_page_tells_each_setting_and_its_default() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Setting setting : all()) {
      String shown = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
      page.append(
          "| `%s` | `%s` | %s | %s | %s |%n"
              .formatted(setting.key(), setting.variable(), setting.doc(), setting.kind(), shown));
    }
    Golden.assertMatches(Path.of("../docs/configuration.md"), page.toString());
  }

  @Test
  void every_default_written_out_gives_the_same_settings() {
    Map<String, String> written = new HashMap<>();
    for (Setting setting : all()) {
      if (!setting.defaultText().isEmpty()) {
        written.put(setting.key(), setting.defaultText());
      }
    }
    assertEquals(Settings.read(Map.of()), Settings.read(written));
  }

  @Test
  void nonsense_in_any_setting_waits_for_the_list_of_mistakes() {
    for (Setting setting : all()) {
      Map<String, String> nonsense = Map.of(setting.key(), "\u0001 nonsense \u0000 %s \\");
      assertDoesNotThrow(() -> Settings.read(new ConfigReader(nonsense)), setting.key());
    }
  }

  @Test
  void names_all_mistakes_at_once() {
    ConfigProblem problem =
        assertThrows(
            ConfigProblem.class,
            () ->
                Settings.read(
                    Map.of(
                        "http.port", "eighty",
                        "database.pool", "0",
                        "http.trusted.proxies", "10.0.0.0/99",
                        "htp.host", "x")));
    assertEquals(4, problem.mistakes().size(), problem.getMessage());
  }
}
