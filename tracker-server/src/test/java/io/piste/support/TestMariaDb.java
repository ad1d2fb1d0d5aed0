package io.piste.support;

import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The one MariaDB that all tests of this JVM share: our own embedded one, ended with the JVM. */
public final class TestMariaDb {
  /** Unpacked once for all test runs. */
  public static final Path BINARIES = Path.of("target", "mariadb-binaries").toAbsolutePath();

  /**
   * In memory where there is room, since nothing here has to outlive the machine: waiting for the
   * disk is most of what making and dropping tables takes.
   */
  private static final Path RUNS =
      inMemory().orElse(Path.of("target")).resolve("mariadb-runs").toAbsolutePath();

  private static final Path FOLDER = RUNS.resolve(Long.toString(ProcessHandle.current().pid()));
  private static final long ROOM = 6L << 30;

  private static final AtomicInteger FOLDERS = new AtomicInteger();

  private TestMariaDb() {}

  private static Optional<Path> inMemory() {
    Path memory = Path.of("/dev/shm");
    try {
      if (!Files.isWritable(memory) || memory.toFile().getUsableSpace() < ROOM) {
        return Optional.empty();
      }
      Path own = memory.resolve("piste-tests-" + System.getProperty("user.name"));
      Files.createDirectories(
          own, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      return Optional.of(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of an own database that need not be unpacked again; more settings go in pairs. */
  public static DatabaseSettings settings(String... more) {
    Map<String, String> values = new java.util.HashMap<>();
    values.put("database.binaries", BINARIES.toString());
    values.put("database.cache", "32");
    for (int i = 0; i < more.length; i += 2) {
      values.put(more[i], more[i + 1]);
    }
    return DatabaseSettings.read(new ConfigReader(values));
  }

  /** Started by the first test that asks. */
  static Database server() {
    return Holder.SERVER;
  }

  /** What connects to the database of that name, as settings. */
  static Map<String, String> address(String name) {
    try (Connection connection = server().dataSource().getConnection()) {
      String url = connection.getMetaData().getURL();
      String hostAndPort = url.substring(0, url.indexOf('/', "jdbc:mariadb://".length()));
      return Map.of(
          "database.url",
          hostAndPort + "/" + name,
          "database.password",
          Files.readString(FOLDER.resolve("mariadb/password")).strip());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder of the test's own, gone with the JVM. */
  public static Path folder(String name) {
    return FOLDER.resolve(name);
  }

  /** A folder that no other test has, gone with the JVM. */
  public static Path newFolder() {
    return folder("folder-" + FOLDERS.incrementAndGet());
  }

  private static final class Holder {
    static final Database SERVER = start();

    private static Database start() {
      endLeftOvers();
      Database server = new Database(settings(), FOLDER);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
      server.start();
      return server;
    }

    private static void stop(Database server) {
      server.close();
      delete(FOLDER);
    }
  }

  /** Test runs that were killed leave their folder and their mariadbd behind. */
  private static void endLeftOvers() {
    if (!Files.isDirectory(RUNS)) {
      return;
    }
    try (Stream<Path> runs = Files.list(RUNS)) {
      for (Path run : runs.filter(TestMariaDb::isDead).toList()) {
        ProcessHandle.allProcesses().filter(p -> runsIn(p, run)).forEach(TestMariaDb::kill);
        delete(run);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDead(Path run) {
    return ProcessHandle.of(Long.parseLong(run.getFileName().toString())).isEmpty();
  }

  private static boolean runsIn(ProcessHandle process, Path run) {
    return process.info().arguments().stream()
        .flatMap(Arrays::stream)
        .anyMatch(argument -> argument.startsWith("--datadir=" + run + "/"));
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
