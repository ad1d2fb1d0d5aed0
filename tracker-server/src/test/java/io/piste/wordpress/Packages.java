package io.piste.wordpress;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ./piste test} fetched for us; nothing is skipped where it is missing. */
final class Packages {
  /** Tests run in a module, benches at the root. */
  private static final Path ROOT =
      Path.of(Files.exists(Path.of("plugin-api")) ? "." : "..").toAbsolutePath().normalize();

  /** Where all connectors lie. */
  static final Path CONNECTORS = ROOT.resolve("plugin-api/connectors");

  private static final Path CACHE = ROOT.resolve(".piste/cache");
  private static final Path STUDIO = CACHE.resolve("wp-studio-1.22.0/package/dist/cli/wp-files");

  private Packages() {}

  /** The files of a WordPress. */
  static Path wordPress(WordPress.Version version) {
    return needed(
        switch (version) {
          case CURRENT -> STUDIO.resolve("latest/wordpress");
          case OLDER -> CACHE.resolve("wordpress-debian/usr/share/wordpress");
        });
  }

  /** A theme that both of them know. */
  static Path theme() {
    return needed(STUDIO.resolve("latest/wordpress/wp-content/themes/twentytwentythree"));
  }

  /** WordPress's own French texts. */
  static Path french() {
    return needed(STUDIO.resolve("latest/languages"));
  }

  static Path wpCli() {
    return needed(STUDIO.resolve("wp-cli/wp-cli.phar"));
  }

  /** What a web server does for WordPress, for PHP's own. */
  static Path router() {
    return needed(ROOT.resolve("tracker-server/src/test/resources/io/piste/wordpress/router.php"));
  }

  /** PHP 7.4 for Node. */
  static Path php74() {
    return needed(CACHE.resolve("node-7-4-3.1.56/package"));
  }

  /** The zip as the console offers it. */
  static Path zip(String cms) {
    return needed(
        ROOT.resolve("plugin-api/target/classes/io/piste/connectors/piste-" + cms + ".zip"));
  }

  private static Path needed(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: ./piste test fetches or builds it");
    }
    return file;
  }
}
