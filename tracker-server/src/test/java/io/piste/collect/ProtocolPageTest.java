package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ProblemCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/protocol.md says what the code does. */
final class ProtocolPageTest {
  private static final Path PAGE = Path.of("../docs/protocol.md");
  private static final Path EXAMPLES =
      Path.of("../plugin-api/src/main/resources/io/piste/protocol/examples");

  @Test
  void every_example_stands_in_the_page_as_it_is() throws IOException {
    String page = Files.readString(PAGE);
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      List<Path> examples = files.toList();
      assertTrue(!examples.isEmpty());
      for (Path example : examples) {
        assertTrue(page.contains(Files.readString(example)), example + " is not in " + PAGE);
      }
      assertEquals(examples.size(), page.split("```json", -1).length - 1);
    }
  }

  @Test
  void every_error_is_explained_with_its_status() throws IOException {
    String page = Files.readString(PAGE);
    for (ProblemCode code : ProblemCode.values()) {
      String row = "| %d | `%s` | ".formatted(code.status(), code.word());
      assertTrue(page.contains(row), "no row for " + row);
    }
  }

  @Test
  void every_reason_not_to_store_an_event_is_explained() throws IOException {
    String reasons = Files.readString(PAGE);
    reasons = reasons.substring(reasons.indexOf("| `reason` |"));
    for (Refusal refusal : Refusal.values()) {
      assertTrue(reasons.contains("`" + refusal.reason() + "`"), "no word of " + refusal);
    }
  }
}
