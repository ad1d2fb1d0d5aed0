package io.piste.drupal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The Drupal module's tests in PHP. With {@code DRUPAL_ROOT}, the folder of an installed site that
 * has both modules and a store, the recorded purchase is made there too.
 */
final class DrupalModuleIT {
  private static final Path FOLDER = Path.of("../plugin-api/connectors/drupal");
  private static final String ROOT = "DRUPAL_ROOT";

  @Test
  void its_tests_pass_on_doubles() throws IOException, InterruptedException {
    ProcessBuilder phpunit = phpunit();
    phpunit.environment().remove(ROOT);
    passes(phpunit);
  }

  @Test
  void a_purchase_is_told_alike_on_a_real_site() throws IOException, InterruptedException {
    passes(phpunit("--testsuite", "shop"));
  }

  private static ProcessBuilder phpunit(String... options) {
    List<String> words = new ArrayList<>(List.of("php", "-d", "memory_limit=1g"));
    words.addAll(List.of("/usr/bin/phpunit", "-c", "phpunit.xml"));
    words.addAll(Arrays.asList(options));
    return new ProcessBuilder(words).directory(FOLDER.toFile()).redirectErrorStream(true);
  }

  private static void passes(ProcessBuilder phpunit) throws IOException, InterruptedException {
    Process process = phpunit.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    assertTrue(said.contains("OK ("), said);
    System.out.println(said.lines().findFirst().orElse(""));
  }
}
