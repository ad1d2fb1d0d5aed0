package io.piste.db;

import com.sun.management.OperatingSystemMXBean;
import io.piste.base.PrivateFiles;
import io.piste.base.StartProblem;
import io.piste.base.StartProblem.Kind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a MariaDB of our own: real grants, one user with a random password, 127.0.0.1 only, and
 * every commit on the disk. It is started again when it dies while we run, on the same port, so the
 * pool finds it again. See docs/adr/0002.
 */
final class EmbeddedMariaDb implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedMariaDb.class);

  /** Long, since recovery after a crash reads the whole redo log. */
  private static final Duration START_LIMIT = Duration.ofMinutes(5);

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(1);
  private static final Duration RESTART_PAUSE_MAX = Duration.ofSeconds(30);
  private static final int PORT_TRIES = 5;

  private final EmbeddedFolder folder;
  private final DatabaseSettings settings;
  private final Thread supervisor = Thread.ofVirtual().name("mariadb").unstarted(this::supervise);
  private volatile boolean stopping;
  private volatile @Nullable Process process;
  private volatile @Nullable MariaDbProgram program;

  EmbeddedMariaDb(Path dataFolder, DatabaseSettings settings) {
    this.folder = new EmbeddedFolder(dataFolder);
    this.settings = settings;
  }

  /** The database that another Piste runs on this data folder. */
  static Address running(Path dataFolder) {
    EmbeddedFolder folder = new EmbeddedFolder(dataFolder);
    try {
      Address address = Address.embedded(folder.port(), folder.password());
      address.dataSource().getConnection().close();
      return address;
    } catch (IOException | SQLException e) {
      throw new StartProblem(
          Kind.DATABASE_UNREACHABLE,
          "A Piste is starting or stopping on the data folder "
              + dataFolder
              + ": try again in a moment.");
    }
  }

  /** Starts it; answers once it does. */
  Address start() {
    try {
      PrivateFiles.createFolder(folder.root());
      program = MariaDbProgram.find(settings, folder.root());
      Orphan.end(folder.tables());
      new Installation(folder, program).makeTables();
      Address address = startServer();
      supervisor.start();
      return address;
    } catch (IOException e) {
      throw new StartProblem(
          Kind.FOLDER_UNUSABLE,
          "The database in " + folder.root() + " cannot be written: " + e.getMessage() + ".");
    }
  }

  private Address startServer() throws IOException {
    String password = folder.password();
    for (int tries = 1; ; tries++) {
      int port = freePort(folder.port());
      Process started = launch(port, password);
      process = started;
      Address address = Address.embedded(port, password);
      if (isUp(started, address)) {
        Files.deleteIfExists(folder.initFile());
        folder.notePort(port);
        return address;
      }
      if (tries == PORT_TRIES || started.isAlive() || !portWasTaken()) {
        Orphan.end(started.toHandle());
        throw new StartProblem(
            Kind.MARIADB_FAILED,
            "MariaDB did not start: " + folder.lastErrors() + " (see " + folder.log() + ")");
      }
    }
  }

  private boolean portWasTaken() {
    return folder.lastErrors().contains("Bind on TCP/IP port");
  }

  private Process launch(int port, String password) throws IOException {
    folder.turnLog();
    PrivateFiles.write(folder.initFile(), grants(password));
    MariaDbProgram runs = java.util.Objects.requireNonNull(program);
    int cache = settings.cacheMegabytes(memory());
    List<String> command = new ArrayList<>(List.of(runs.mariadbd().toString(), "--no-defaults"));
    command.addAll(runs.baseOptions());
    command.addAll(
        List.of(
            Orphan.dataOption(folder.tables()),
            folder.passingOption(),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            // Below the data folder, which it changes into: a long path would not fit a socket.
            "--socket=mariadb.sock",
            "--pid-file=mariadb.pid",
            "--init-file=" + folder.initFile(),
            "--skip-name-resolve",
            // Loopback needs no TLS; else each start makes an RSA key, seconds on a busy machine.
            "--skip-ssl",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_unicode_ci",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=" + cache + "M",
            // With a small one a full cache is written out all the time.
            "--innodb-log-file-size=" + Math.clamp(cache / 4, 96, 512) + "M",
            "--max-connections=" + (settings.pool() + 20)));
    command.addAll(Installation.userOption());
    return new ProcessBuilder(command)
        .directory(folder.root().toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.log().toFile()))
        .start();
  }

  /** Bytes of memory of this machine, or of the container that we run in. */
  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }

  private static String grants(String password) {
    return """
        CREATE DATABASE IF NOT EXISTS piste CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
        CREATE USER IF NOT EXISTS 'piste'@'127.0.0.1';
        ALTER USER 'piste'@'127.0.0.1' IDENTIFIED BY '%s';
        GRANT ALL ON `piste%%`.* TO 'piste'@'127.0.0.1';
        """
        .formatted(password);
  }

  private boolean isUp(Process started, Address address) {
    long end = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < end && !stopping) {
      try {
        address.dataSource().getConnection().close();
        return true;
      } catch (SQLException e) {
        if (hasEnded(started, POLL)) {
          return false;
        }
      }
    }
    return false;
  }

  private static boolean hasEnded(Process process, Duration within) {
    try {
      return process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static int freePort(int preferred) throws IOException {
    try (ServerSocket socket = bind(preferred)) {
      return socket.getLocalPort();
    }
  }

  private static ServerSocket bind(int preferred) throws IOException {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    try {
      return new ServerSocket(preferred, 1, loopback);
    } catch (IOException taken) {
      return new ServerSocket(0, 1, loopback);
    }
  }

  private void supervise() {
    Duration pause = RESTART_PAUSE;
    while (!stopping) {
      try {
        java.util.Objects.requireNonNull(process).waitFor();
        if (!stopping) {
          LOG.warn("mariadbd ended by itself and is started again");
          startServer();
          pause = RESTART_PAUSE;
        }
      } catch (InterruptedException e) {
        return;
      } catch (IOException | StartProblem e) {
        LOG.error("mariadbd does not start, next try in {}: {}", pause, e.getMessage());
        pause = rest(pause);
      }
    }
  }

  private static Duration rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Duration next = pause.multipliedBy(2);
    return next.compareTo(RESTART_PAUSE_MAX) > 0 ? RESTART_PAUSE_MAX : next;
  }

  /** Ends it cleanly. */
  @Override
  public void close() {
    stopping = true;
    supervisor.interrupt();
    try {
      supervisor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Process runs = process;
    if (runs != null) {
      Orphan.end(runs.toHandle());
    }
  }
}
