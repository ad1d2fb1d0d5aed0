package io.piste.bench;

import io.piste.base.Clocks;
import io.piste.base.Json;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.db.TestBinaries;
import io.piste.demo.ServerProcess;
import io.piste.site.NewSite;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shipped server in a process of its own with a MariaDB of its own, to be killed and started
 * again. The database is started by a script that can be told to fail.
 */
final class DrillServer implements AutoCloseable {
  private static final Path BINARIES = Path.of(".piste", "mariadb").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path folder;
  private final Path data;
  private final Path settings;
  private final int port;
  private final String site;
  private @Nullable Class<?> main;
  private @Nullable ServerProcess process;

  private DrillServer(Path folder, Path data, Path settings, int port, String site) {
    this.folder = folder;
    this.data = data;
    this.settings = settings;
    this.port = port;
    this.site = site;
  }

  /** Makes an empty one with a site; {@code data} is emptied. Does not start it. */
  static DrillServer prepare(Path folder, Path data, Map<String, String> more) throws IOException {
    Files.createDirectories(folder);
    empty(data);
    int port = freePort();
    Map<String, String> values = new TreeMap<>(more);
    values.put("data.folder", data.toString());
    values.put("http.port", Integer.toString(port));
    values.put("database.cache", "128");
    values.put("database.mariadbd", script(folder).toString());
    for (String limit : List.of("address.minute", "site.minute", "visitor.minute", "visitor.day")) {
      values.put("limit." + limit, "16000000");
    }
    Path settings = folder.resolve("piste.properties");
    Files.writeString(
        settings,
        values.entrySet().stream()
            .map(value -> value.getKey() + "=" + value.getValue() + "\n")
            .collect(Collectors.joining()));
    try (Database database = Database.attach(database(values), data)) {
      String site =
          new Sites(database.jdbi(), Clocks.system())
              .add(
                  NewSite.named("Drill")
                      .trackerUrl("https://" + TestTracker.TRACKER_HOST)
                      .cookieDomain("shop.example")
                      .restoreUrl(TestTracker.ORIGIN + "/restore")
                      .privacyUrl(TestTracker.ORIGIN + "/privacy")
                      .sender("Drill", "shop@shop.example")
                      .postalAddress("8 rue des Tanneurs, 69009 Lyon, France")
                      .cartRecovery(true)
                      .origins(List.of(TestTracker.ORIGIN))
                      .build())
              .publicId();
      return new DrillServer(folder, data, settings, port, site);
    }
  }

  /** Runs a main class of the tests in place of the shipped one. */
  DrillServer with(Class<?> other) {
    main = other;
    return this;
  }

  int port() {
    return port;
  }

  String site() {
    return site;
  }

  /** Names the text that its banner shows now. */
  String textHash() throws IOException {
    try (Line line = new Line(port, 0)) {
      String text = line.get("/p/v1/consent?l=en&s=" + site).body();
      return Json.MAPPER.readTree(text).get("hash").textValue();
    }
  }

  /** Starts it; answers when requests are. */
  void start() throws IOException, InterruptedException {
    Path log = folder.resolve("server.log");
    String[] arguments = {"serve", "--config", settings.toString()};
    Class<?> other = main;
    ServerProcess started =
        other == null
            ? ServerProcess.start(log, arguments)
            : ServerProcess.startTest(log, other, arguments);
    process = started;
    started.awaitReady(port);
  }

  /** kill -9; the database lives on. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }

  /** The mariadbd that runs on our folder. */
  ProcessHandle mariadbd() {
    String option = "--datadir=" + data.resolve("mariadb/tables");
    return ProcessHandle.allProcesses()
        .filter(candidate -> arguments(candidate).contains(option))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no mariadbd runs on " + data));
  }

  /** Signals by name: STOP, CONT, KILL. */
  static void signal(ProcessHandle to, String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start().waitFor();
  }

  /** From now on the database cannot be started, or can again. */
  void keepDatabaseDown(boolean down) throws IOException {
    Path flag = flag(folder);
    if (down) {
      Files.writeString(flag, "");
    } else {
      Files.deleteIfExists(flag);
    }
  }

  /** From now on the clock of a {@link JumpingServer} is ahead by so much; negative: behind. */
  void jump(Duration ahead) throws IOException, InterruptedException {
    Path file = JumpingServer.file(settings);
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, ahead.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Thread.sleep(200);
  }

  /** A figure of its metrics; NaN when it does not say. */
  double metric(String name) {
    try {
      return RawHttp.get(port, "/metrics")
          .send()
          .body()
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /** Whether the server found its database again. */
  boolean isDatabaseUp() {
    return metric("piste_database_away") == 0;
  }

  /** Waits until nothing waits in the journal. */
  void awaitQuietJournal() throws InterruptedException {
    await(() -> isDatabaseUp() && waitsInJournal() == 0);
  }

  /** Waits until nothing waits, neither in the journal nor for the projector. */
  void awaitQuiet() throws InterruptedException {
    await(
        () ->
            isDatabaseUp()
                && waitsInJournal() == 0
                && metric("piste_projection_behind_events") == 0);
  }

  private double waitsInJournal() {
    return metric("piste_journal_events") + metric("piste_journal_choices");
  }

  private static void await(BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && !isSo.getAsBoolean()) {
      Thread.sleep(500);
    }
  }

  /** Its database, seen from outside while it runs. */
  Database look() throws IOException {
    return Database.attach(database(Map.of()), data);
  }

  Path data() {
    return data;
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    // A drill that failed half way may have left it stopped, or without a server.
    ProcessHandle.allProcesses()
        .filter(candidate -> arguments(candidate).stream().anyMatch(this::isOurs))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isOurs(String argument) {
    return argument.startsWith("--datadir=" + data + "/");
  }

  private static List<String> arguments(ProcessHandle candidate) {
    return candidate.info().arguments().map(List::of).orElse(List.of());
  }

  private static DatabaseSettings database(Map<String, String> values) {
    Map<String, String> only = new TreeMap<>(values);
    only.keySet().removeIf(key -> !key.startsWith("database."));
    return DatabaseSettings.read(new ConfigReader(only));
  }

  private static Path flag(Path folder) {
    return folder.resolve("keep-database-down");
  }

  /** Runs the binaries that Piste brings, unless it is told to fail. */
  private static Path script(Path folder) throws IOException {
    Path binaries = TestBinaries.unpack(BINARIES);
    Path script = Files.createDirectories(folder.resolve("bin")).resolve("mariadbd");
    Files.writeString(
        script,
        """
        #!/bin/sh
        [ -e '%1$s' ] && { echo 'ERROR: kept down by a drill'; exit 1; }
        first=$1; shift
        exec '%2$s/bin/mariadbd' "$first" --basedir='%2$s' --lc-messages-dir='%2$s/share' "$@"
        """
            .formatted(flag(folder), binaries));
    script.toFile().setExecutable(true);
    Path share = folder.resolve("share");
    Files.deleteIfExists(share);
    Files.createSymbolicLink(share, binaries.resolve("share"));
    Files.deleteIfExists(flag(folder));
    return script;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The folder itself stays: it may be a file system of its own. */
  private static void empty(Path data) throws IOException {
    Files.createDirectories(data);
    try (Stream<Path> files = Files.walk(data)) {
      files
          .sorted(Comparator.reverseOrder())
          .filter(file -> !file.equals(data))
          .forEach(file -> file.toFile().delete());
    }
  }
}
