package io.piste.db;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A mariadbd and the files that it needs.
 *
 * @param share the folder with {@code mariadb_system_tables.sql}
 * @param baseOptions where it finds its messages, when that is not compiled into it
 */
record MariaDbProgram(Path mariadbd, Path share, List<String> baseOptions) {
  private static final String SYSTEM_TABLES = "mariadb_system_tables.sql";

  static MariaDbProgram find(DatabaseSettings settings, Path ownFolder) {
    Optional<Path> ofMachine = settings.mariadbd();
    return ofMachine.isPresent()
        ? ofMachine(ofMachine.get())
        : unpacked(Binaries.unpack(settings.binaries().orElse(ownFolder)));
  }

  private static MariaDbProgram unpacked(Path folder) {
    Path share = folder.resolve("share");
    return new MariaDbProgram(
        folder.resolve("bin/mariadbd"),
        share,
        List.of("--basedir=" + folder, "--lc-messages-dir=" + share));
  }

  private static MariaDbProgram ofMachine(Path mariadbd) {
    if (!Files.isExecutable(mariadbd)) {
      throw new StartProblem(
          Kind.NO_PROGRAM,
          "database.mariadbd: "
              + mariadbd
              + " is no program that can be run; unset it to use the MariaDB that Piste brings.");
    }
    return new MariaDbProgram(mariadbd, shareOf(mariadbd), List.of());
  }

  private static Path shareOf(Path mariadbd) {
    Path root;
    try {
      root = mariadbd.toRealPath().resolve("../..").normalize();
    } catch (IOException e) {
      throw new StartProblem(Kind.NO_PROGRAM, "database.mariadbd: cannot follow " + mariadbd + ".");
    }
    for (String candidate : List.of("share/mariadb", "share/mysql", "share")) {
      Path share = root.resolve(candidate);
      if (Files.isReadable(share.resolve(SYSTEM_TABLES))) {
        return share;
      }
    }
    throw new StartProblem(
        Kind.NO_PROGRAM,
        "database.mariadbd: there is no "
            + SYSTEM_TABLES
            + " below "
            + root.resolve("share")
            + "; unset it to use the MariaDB that Piste brings.");
  }
}
