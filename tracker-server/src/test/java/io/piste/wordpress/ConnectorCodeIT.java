package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all PHP of the connectors, and for the zips that are made of it. */
final class ConnectorCodeIT {
  private static final Pattern SHIPPED =
      Pattern.compile(
          "piste/(.*\\.(php|js|mo|txt|md|yml|info|install|module|twig|css|json|po)|.*/)?|piste/LICENSE");

  private static final Pattern NOT_SHIPPED =
      Pattern.compile(".*(/tests?/|/\\.|phpunit|phpcs|node_modules|composer\\.lock).*");

  @Test
  void every_file_is_read_by_php_8_2() throws IOException {
    List<String> words = new ArrayList<>(List.of("php", "tests/lint.php"));
    words.addAll(files());
    assertTrue(Command.of(words).in(Packages.CONNECTORS).output().contains(" PHP 8."));
  }

  @Test
  void every_file_is_read_by_php_7_4() throws IOException {
    List<String> words = new ArrayList<>(php74());
    words.add("tests/lint.php");
    // Drupal 10 itself needs 8.1.
    words.addAll(files().stream().filter(file -> !file.startsWith("drupal/")).toList());
    String said = Command.of(words).in(Packages.CONNECTORS).output();
    assertTrue(said.contains("PHP 7.4.33, 0 with faults"), said);
  }

  @Test
  void every_file_keeps_to_the_coding_standard() {
    Command.of("phpcs", "-q", "--standard=phpcs.xml", "--report=emacs", "--no-colors", ".")
        .in(Packages.CONNECTORS)
        .output();
  }

  @Test
  void the_tests_of_the_core_pass_on_php_8_2() {
    String said =
        Command.of("phpunit", "-c", "phpunit.xml")
            .in(Packages.CONNECTORS.resolve("php-core"))
            .output();
    assertTrue(said.contains("OK ("), said);
  }

  @Test
  void the_tests_of_the_core_pass_on_php_7_4() {
    List<String> words = new ArrayList<>(php74());
    words.addAll(List.of("-d", "include_path=.:/usr/share/php"));
    // There are no other programs in there, and its XML cannot be asked.
    words.addAll(
        List.of("-d", "disable_functions=shell_exec,exec,popen,proc_open,system,passthru"));
    words.addAll(List.of("/usr/bin/phpunit", "--no-configuration", "--do-not-cache-result"));
    words.addAll(List.of("--columns", "80", "--fail-on-warning", "--fail-on-risky"));
    words.addAll(List.of("--bootstrap", "tests/bootstrap.php", "tests"));
    String said = Command.of(words).in(Packages.CONNECTORS.resolve("php-core")).output();
    assertTrue(said.contains("OK ("), said);
  }

  @ParameterizedTest
  @MethodSource("connectors")
  void a_zip_has_the_plugin_and_the_core_and_nothing_else(String cms) throws IOException {
    try (ZipFile zip = new ZipFile(Packages.zip(cms).toFile())) {
      List<String> names = zip.stream().map(entry -> entry.getName()).toList();
      assertTrue(names.contains("piste/lib/php-core/src/Client.php"), names.toString());
      assertEquals(List.of(), names.stream().filter(name -> !isShipped(name)).toList());
      assertEquals(
          php(cms), names.stream().filter(name -> name.endsWith(".php")).sorted().toList());
      assertEquals(
          1, zip.stream().map(entry -> entry.getTime()).distinct().count(), "reproducible");
    }
  }

  static Stream<String> connectors() {
    return Stream.of("wordpress", "drupal").filter(cms -> Files.isDirectory(folder(cms)));
  }

  private static boolean isShipped(String name) {
    return SHIPPED.matcher(name).matches() && !NOT_SHIPPED.matcher(name).matches();
  }

  /** What the zip has to have of PHP. */
  private static List<String> php(String cms) throws IOException {
    List<String> names = new ArrayList<>(below(folder(cms), "piste/"));
    names.addAll(below(Packages.CONNECTORS.resolve("php-core/src"), "piste/lib/php-core/src/"));
    names.add("piste/lib/php-core/autoload.php");
    names.removeIf(name -> name.contains("/tests/"));
    return names.stream().sorted().toList();
  }

  private static List<String> below(Path folder, String prefix) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".php"))
          .map(file -> prefix + folder.relativize(file))
          .toList();
    }
  }

  private static Path folder(String cms) {
    return Packages.CONNECTORS.resolve(cms).resolve("piste");
  }

  private static List<String> php74() {
    return List.of(
        "node",
        Packages.CONNECTORS.resolve("tests/php74.mjs").toString(),
        Packages.php74().toString());
  }

  /** All PHP of the connectors, relative to their folder. */
  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(Packages.CONNECTORS)) {
      List<String> files =
          all.filter(file -> file.toString().matches(".*\\.(php|module|install|inc)"))
              .map(file -> Packages.CONNECTORS.relativize(file).toString())
              .toList();
      assertTrue(files.size() > 50, "this test looks in the wrong place");
      return files;
    }
  }
}
