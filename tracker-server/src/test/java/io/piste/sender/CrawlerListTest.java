package io.piste.sender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The list of crawlers that comes with the program. It is made from {@code
 * crawler-user-agents.json} of github.com/monperrus/crawler-user-agents by this test: {@code
 * -Dcrawlers.from=FILE -Dcrawlers.commit=COMMIT}, see docs/who-is-real.md.
 */
final class CrawlerListTest {
  private static final Path LIST = Path.of("src/main/resources/io/piste/sender/crawlers.txt");

  /** What the list takes for a robot and is none: the number of an Android build. */
  private static final Set<String> LEFT_OUT = Set.of("AP3A\\.240617\\.008");

  private static final Pattern SPECIAL = Pattern.compile("[\\\\^$.|?*+()\\[\\]{}]");
  private static final Pattern ESCAPED = Pattern.compile("\\\\([^\\p{Alnum}])");

  @Test
  void the_list_is_made_when_its_source_is_named() throws IOException {
    String from = System.getProperty("crawlers.from");
    if (from != null) {
      JsonNode source = Json.MAPPER.readTree(Path.of(from).toFile());
      Files.writeString(LIST, made(source, System.getProperty("crawlers.commit", "unknown")));
      assertFinds(source, Crawlers.of(Files.readAllLines(LIST)));
    }
    List<String> lines = DataLines.read("crawlers.txt");
    assertTrue(lines.size() > 1_000, lines.size() + " lines");
  }

  @Test
  void source_and_licence_stand_above_the_list() throws IOException {
    String head = Files.readString(LIST);
    assertTrue(head.contains("https://github.com/monperrus/crawler-user-agents"));
    assertTrue(head.contains("The MIT License (MIT)") && head.contains("Copyright (c) 2017"));
    assertTrue(head.contains("THE SOFTWARE IS PROVIDED \"AS IS\""));
  }

  @Test
  void every_line_finds_what_it_stands_for() {
    Crawlers crawlers = Crawlers.load();
    for (String line : DataLines.read("crawlers.txt")) {
      String[] parts = line.split("\t", 3);
      if (parts[0].equals("text")) {
        assertNotEquals(Optional.empty(), crawlers.find("Mozilla/5.0 " + parts[2] + "1.0"), line);
      }
    }
  }

  private static String made(JsonNode source, String commit) throws IOException {
    Set<String> lines = new TreeSet<>();
    for (JsonNode crawler : source) {
      String pattern = crawler.get("pattern").textValue();
      if (!LEFT_OUT.contains(pattern)) {
        String verdict = isAutomation(crawler) ? "headless" : "robot";
        String plain =
            ESCAPED.matcher(pattern).replaceAll(m -> Matcher.quoteReplacement(m.group(1)));
        boolean text = !SPECIAL.matcher(ESCAPED.matcher(pattern).replaceAll("")).find();
        lines.add((text ? "text\t" : "regex\t") + verdict + "\t" + (text ? plain : pattern));
      }
    }
    String head =
        Files.readString(LIST)
            .lines()
            .takeWhile(line -> line.startsWith("#"))
            .map(line -> line.startsWith("# Commit ") ? "# Commit " + commit : line)
            .reduce("", (all, line) -> all + line + "\n");
    return head + String.join("\n", lines) + "\n";
  }

  private static boolean isAutomation(JsonNode crawler) {
    for (JsonNode tag : crawler.path("tags")) {
      if (tag.textValue().equals("browser-automation")) {
        return true;
      }
    }
    return false;
  }

  private static void assertFinds(JsonNode source, Crawlers crawlers) {
    int missed = 0;
    for (JsonNode crawler : source) {
      for (JsonNode words : crawler.get("instances")) {
        boolean leftOut = LEFT_OUT.contains(crawler.get("pattern").textValue());
        missed += leftOut || crawlers.find(words.textValue()).isPresent() ? 0 : 1;
      }
    }
    assertEquals(0, missed, "examples of the source that are not found");
  }
}
