package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The plug-in's tests in PHP, inside a WordPress that it is active in. */
final class PluginTests {
  private PluginTests() {}

  static void run(WordPress wordPress) {
    String said =
        Command.of("phpunit", "-c", "phpunit.xml")
            .in(Packages.CONNECTORS.resolve("wordpress/tests"))
            .with("WORDPRESS", wordPress.folder().toString())
            .with(
                "PISTE_PO",
                Packages.CONNECTORS.resolve("wordpress/piste/languages/piste-fr_FR.po").toString())
            .output();
    assertTrue(said.contains("OK ("), said);
  }
}
