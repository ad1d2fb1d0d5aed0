package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * By night the console is the same but for its colours, which each say themselves what they are.
 */
final class NightTest {
  private static final Path STYLES = Path.of("src/main/resources/io/piste/console/assets");
  private static final Pattern OF_A_SCHEME = Pattern.compile("\\[data-theme[^{]*\\{([^}]*)}");

  @Test
  void no_rule_of_a_scheme_sets_anything_but_the_scheme() throws IOException {
    String styles = styles();

    assertTrue(!styles.contains("prefers-color-scheme"), "colours are written with light-dark()");
    List<String> rules =
        OF_A_SCHEME
            .matcher(styles)
            .results()
            .map((MatchResult rule) -> rule.group(1).strip())
            .toList();
    assertEquals(List.of("color-scheme: light;", "color-scheme: dark;"), rules);
  }

  private static String styles() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(STYLES)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".css")).toList()) {
        all.append(Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", ""));
      }
    }
    return all.toString();
  }
}
