package io.piste.bench;

import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.demo.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The shipped server with everything at its default, on what was generated; but for the cache of
 * the database, which is that of a machine of 1 GB: the tables must outgrow it.
 */
final class GrowthServer implements AutoCloseable {
  private static final int SMALL_CACHE = 128;

  private final ServerProcess process;
  private final Database database;
  private final int port;
  private boolean still;

  private GrowthServer(ServerProcess process, Database database, int port) {
    this.process = process;
    this.database = database;
    this.port = port;
  }

  /** {@code data} is its data folder. */
  static GrowthServer start(Path data, Path binaries) throws IOException, InterruptedException {
    return start(data, binaries, SMALL_CACHE);
  }

  /** The same with a cache of the database in megabytes; 0: what an operator has by default. */
  static GrowthServer start(Path data, Path binaries, int cache)
      throws IOException, InterruptedException {
    int port = freePort();
    Path settings = data.resolveSibling(data.getFileName() + ".properties");
    Files.writeString(
        settings,
        """
        data.folder=%s
        database.binaries=%s
        http.port=%d
        database.cache=%d
        """
            .formatted(data, binaries, port, cache));
    ServerProcess process =
        ServerProcess.start(
            data.resolveSibling(data.getFileName() + ".log"),
            "serve",
            "--config",
            settings.toString());
    try {
      process.awaitReady(port);
      DatabaseSettings known =
          DatabaseSettings.read(new ConfigReader(Map.of("database.binaries", binaries.toString())));
      return new GrowthServer(process, Database.attach(known, data), port);
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  ServerProcess process() {
    return process;
  }

  Database database() {
    return database;
  }

  long number(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** It and its database get no time until {@link #goOn}: they must not slow another. */
  void standStill() throws IOException, InterruptedException {
    still = true;
    DrillServer.signal(process.handle(), "STOP");
    for (ProcessHandle child : process.handle().children().toList()) {
      DrillServer.signal(child, "STOP");
    }
  }

  /** They go on where they stood. */
  void goOn() throws IOException, InterruptedException {
    for (ProcessHandle child : process.handle().children().toList()) {
      DrillServer.signal(child, "CONT");
    }
    DrillServer.signal(process.handle(), "CONT");
    still = false;
  }

  @Override
  public void close() {
    database.close();
    try {
      if (still) {
        goOn();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.close();
  }
}
