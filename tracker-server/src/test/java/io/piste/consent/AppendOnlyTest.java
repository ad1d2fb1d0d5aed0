package io.piste.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rule P5, as far as the sources can show it: nobody can change or delete the proof. */
final class AppendOnlyTest {
  private static final Pattern CHANGE =
      Pattern.compile(
          "(update|delete\\s+from|replace\\s+into|truncate(\\s+table)?)\\s+"
              + "(consent_record|consent_text|consent_setup)\\b|"
              + "(consent_record|consent_text|consent_setup)[^;\"]*on\\s+duplicate");

  @Test
  void p5_no_statement_changes_a_record_a_text_or_a_setup_and_only_retention_deletes()
      throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertTrue(sources.size() > 100, "this test looks in the wrong place");
    for (Path file : sources) {
      String text = Files.readString(file).toLowerCase(Locale.ROOT);
      CHANGE
          .matcher(text)
          .results()
          .forEach(match -> found.add(file.getFileName() + ": " + match.group()));
    }
    assertEquals(List.of("OldConsents.java: delete from consent_record"), found);
  }
}
