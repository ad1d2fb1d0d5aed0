package io.piste.wordpress;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code ./piste test} fetched for us; nothing is skipped where it is missing. */
final class Packages {
  /** Where all connectors lie. */
  static final Path CONNECTORS = Path.of("../plugin-api/connectors").toAbsolutePath().normalize();

  private static final Path CACHE = Path.of("../.piste/cache").toAbsolutePath().normalize();
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

  /** PHP 7.4 for Node. */
  static Path php74() {
    return needed(CACHE.resolve("node-7-4-3.1.56/package"));
  }

  /** The zip as the console offers it. */
  static Path zip(String cms) {
    return needed(
        Path.of("../plugin-api/target/classes/io/piste/connectors/piste-" + cms + ".zip")
            .toAbsolutePath()
            .normalize());
  }

  private static Path needed(Path file) {
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " is missing: ./piste test fetches or builds it");
    }
    return file;
  }
}
