package io.piste.db;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the system tables, as the script {@code mariadb-install-db} does: it feeds MariaDB's own
 * SQL files, all but the views of {@code sys}, to {@code mariadbd --bootstrap}. Made under a
 * passing name and renamed when complete.
 */
final class Installation {
  private static final List<String> FILES =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql");

  private final EmbeddedFolder folder;
  private final MariaDbProgram program;

  Installation(EmbeddedFolder folder, MariaDbProgram program) {
    this.folder = folder;
    this.program = program;
  }

  /** Does nothing when they are there. */
  void makeTables() throws IOException {
    if (Files.isDirectory(folder.tables())) {
      return;
    }
    Path passing = folder.root().resolve("tables.new");
    Binaries.deleteFolder(passing);
    Files.createDirectory(passing);
    bootstrap(passing);
    Files.move(passing, folder.tables(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void bootstrap(Path tables) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(program.mariadbd().toString(), "--no-defaults", "--bootstrap"));
    command.addAll(program.baseOptions());
    command.addAll(List.of(Orphan.dataOption(tables), folder.passingOption(), "--log-warnings=0"));
    command.addAll(userOption());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
            .start();
    boolean fed = feed(process);
    if (exitCode(process) != 0 || !fed) {
      throw new StartProblem(
          Kind.MARIADB_FAILED,
          "MariaDB could not be set up: " + folder.lastErrors() + " (see " + folder.log() + ")");
    }
  }

  private boolean feed(Process process) throws IOException {
    try (OutputStream sql = process.getOutputStream()) {
      sql.write(opening().getBytes(StandardCharsets.UTF_8));
      for (String file : FILES) {
        Files.copy(program.share().resolve(file), sql);
      }
      return true;
    } catch (IOException e) {
      return false; // it ended early; its log says why
    }
  }

  /** No anonymous users; root comes in by the socket alone, as the user that runs the server. */
  private static String opening() {
    return """
        CREATE DATABASE mysql;
        USE mysql;
        SET @auth_root_socket='%s';
        SET @skip_auth_anonymous=1;
        """
        .formatted(System.getProperty("user.name").replace("'", ""));
  }

  private static int exitCode(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return -1;
    }
  }

  /** mariadbd refuses to run as root unless told so. */
  static List<String> userOption() {
    return System.getProperty("user.name").equals("root") ? List.of("--user=root") : List.of();
  }
}
