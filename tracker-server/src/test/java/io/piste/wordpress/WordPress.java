package io.piste.wordpress;

import io.piste.support.RawHttp;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real WordPress on a database of its own, served by PHP's own web server: installed, with pretty
 * permalinks, and an administrator "admin" whose password is {@link #PASSWORD}. Its cron runs when
 * the test says so. Closing it ends the server with its workers.
 */
final class WordPress implements AutoCloseable {
  static final String PASSWORD = "a-long-password-of-a-test";

  private static final String CONFIGURATION =
      """
      define( 'WP_HTTP_BLOCK_EXTERNAL', true );
      define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1,localhost,piste.invalid' );
      define( 'DISABLE_WP_CRON', true );
      define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', true );
      define( 'AUTOMATIC_UPDATER_DISABLED', true );
      """;

  /** Those that the plug-in promises to run on, from and to. */
  enum Version {
    CURRENT("7.1.1"),
    OLDER("6.1.9");

    final String number;

    Version(String number) {
      this.number = number;
    }
  }

  private final Path folder;
  private final int port;
  private final TestDatabase database = TestDatabase.fresh();
  private @Nullable Process server;

  private WordPress(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Installs and starts one below an empty folder. */
  static WordPress start(Version version, Path parent) throws IOException {
    Path site = parent.resolve("site");
    Command.of("cp", "-rL", Packages.wordPress(version).toString(), site.toString()).output();
    Files.deleteIfExists(site.resolve("wp-config.php"));
    Path themes = Files.createDirectories(site.resolve("wp-content/themes"));
    if (!Files.exists(themes.resolve("twentytwentythree"))) {
      Command.of("cp", "-rL", Packages.theme().toString(), themes.toString()).output();
    }
    WordPress wordPress = new WordPress(site, freePort());
    wordPress.install();
    wordPress.serve();
    return wordPress;
  }

  private void install() throws IOException {
    Map<String, String> settings = database.settings();
    // jdbc:mariadb://HOST:PORT/NAME
    String[] parts = Objects.requireNonNull(settings.get("database.url")).split("//|/", -1);
    Path more = folder.resolveSibling("more.php");
    Files.writeString(more, CONFIGURATION);
    Command.of(
            wp(
                "config",
                "create",
                "--dbname=" + parts[2],
                "--dbuser=" + settings.getOrDefault("database.user", "piste"),
                "--dbpass=" + settings.get("database.password"),
                "--dbhost=" + parts[1],
                "--skip-check",
                "--extra-php"))
        .reading(more)
        .output();
    wpCli(
        "core",
        "install",
        "--url=" + url(),
        "--title=Teas",
        "--admin_user=admin",
        "--admin_password=" + PASSWORD,
        "--admin_email=admin@shop.example",
        "--skip-email");
    // Tests comment faster than people do.
    Path always = Files.createDirectories(folder.resolve("wp-content/mu-plugins"));
    Files.writeString(
        always.resolve("test.php"),
        "<?php add_filter('comment_flood_filter', '__return_false', 99);");
    wpCli("rewrite", "structure", "/%postname%/");
    wpCli("theme", "activate", "twentytwentythree");
  }

  private void serve() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                "php",
                "-d",
                "memory_limit=256M",
                "-S",
                "127.0.0.1:" + port,
                "-t",
                folder.toString(),
                Packages.router().toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolveSibling("server.log").toFile());
    // WordPress calls itself.
    builder.environment().put("PHP_CLI_SERVER_WORKERS", "4");
    Process started = builder.start();
    server = started;
    while (!isListening()) {
      if (!started.isAlive()) {
        throw new IllegalStateException(Files.readString(folder.resolveSibling("server.log")));
      }
      Thread.onSpinWait();
    }
  }

  private boolean isListening() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Address of the home page, without a slash at its end. */
  String url() {
    return "http://localhost:" + port;
  }

  int port() {
    return port;
  }

  /** Where its files are. */
  Path folder() {
    return folder;
  }

  /** Its tables, and no others of interest. */
  TestDatabase database() {
    return database;
  }

  /** What a question to its tables answers with one number. */
  int count(String sql) {
    return database.jdbi().withHandle(handle -> handle.createQuery(sql).mapTo(Integer.class).one());
  }

  /** What WP-CLI says to a command; fails when the command does. */
  String wpCli(String... arguments) {
    return Command.of(wp(arguments)).output();
  }

  /** The same, whatever becomes of it. */
  Command.Result tryWpCli(String... arguments) {
    return Command.of(wp(arguments)).run();
  }

  /** Makes it speak French. */
  void speakFrench() throws IOException {
    Path languages = Files.createDirectories(folder.resolve("wp-content/languages"));
    try (Stream<Path> all = Files.list(Packages.french())) {
      for (Path file :
          all.filter(each -> each.getFileName().toString().contains("fr_FR.")).toList()) {
        Files.copy(file, languages.resolve(file.getFileName().toString()));
      }
    }
    wpCli("option", "update", "WPLANG", "fr_FR");
  }

  /** Lets what is due run. */
  void runCron() {
    wpCli("cron", "event", "run", "--due-now");
  }

  /** What WordPress and PHP complained about, as far as this word is in it. */
  String complaintsOf(String word) throws IOException {
    Path log = folder.resolve("wp-content/debug.log");
    if (!Files.exists(log)) {
      return "";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.stream().filter(line -> line.contains(word)).toList());
  }

  /** The status that a stranger gets. */
  int answer(String path) throws IOException {
    return RawHttp.get(port, path).host("localhost:" + port).send().status();
  }

  /** The status that a stranger gets who sends something. */
  int answerToPost(String path, String body) throws IOException {
    return RawHttp.post(port, path, body).host("localhost:" + port).send().status();
  }

  /** What the plug-in's exporter or eraser says of an address. */
  String privacy(String what, String email) {
    String tool = "(new Piste\\WordPress\\Privacy(Piste\\WordPress\\Plugin::instance()))";
    return wpCli("eval", "echo wp_json_encode(%s->%s('%s'));".formatted(tool, what, email));
  }

  private List<String> wp(String... arguments) {
    List<String> words = new ArrayList<>(List.of("php", "-d", "memory_limit=512M"));
    words.addAll(List.of(Packages.wpCli().toString(), "--allow-root", "--path=" + folder));
    words.addAll(List.of(arguments));
    return words;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    Process started = Objects.requireNonNull(server);
    List<ProcessHandle> workers = started.descendants().toList();
    started.destroy();
    workers.forEach(ProcessHandle::destroy);
    started.onExit().join();
    workers.forEach(worker -> worker.onExit().join());
    database.close();
  }
}
