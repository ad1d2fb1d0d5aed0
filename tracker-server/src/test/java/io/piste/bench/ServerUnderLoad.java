package io.piste.bench;

import io.piste.base.Clocks;
import io.piste.config.ConfigReader;
import io.piste.db.Database;
import io.piste.db.DatabaseSettings;
import io.piste.demo.ServerProcess;
import io.piste.profile.ProfileRules;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The shipped server in a process of its own with 512 MB of heap, on an empty database of its own
 * that is set up as an operator's would be; and a look into that database from outside.
 */
final class ServerUnderLoad implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final ServerProcess process;
  private final Database database;

  private ServerUnderLoad(Path folder, int port, ServerProcess process, Database database) {
    this.folder = folder;
    this.port = port;
    this.process = process;
    this.database = database;
  }

  /** Starts it; the folder is emptied before. */
  static ServerUnderLoad start(Path folder, Path binaries)
      throws IOException, InterruptedException {
    delete(folder);
    Files.createDirectories(folder);
    Path data = folder.resolve("data");
    int port = freePort();
    Path settings = folder.resolve("piste.properties");
    Files.writeString(settings, settings(data, binaries, port));
    ServerProcess process =
        ServerProcess.start(folder.resolve("server.log"), "serve", "--config", settings.toString());
    try {
      process.awaitReady(port);
      DatabaseSettings database =
          DatabaseSettings.read(new ConfigReader(Map.of("database.binaries", binaries.toString())));
      return new ServerUnderLoad(folder, port, process, Database.attach(database, data));
    } catch (RuntimeException | InterruptedException e) {
      process.close();
      throw e;
    }
  }

  /** Limits count as ever, but one site may get what a bench sends, and its visitors hurry. */
  private static String settings(Path data, Path binaries, int port) {
    return """
        data.folder=%s
        database.binaries=%s
        http.port=%d
        limit.site.minute=16000000
        limit.visitor.minute=16000000
        limit.visitor.day=16000000
        """
        .formatted(data, binaries, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Adds a site with rules for tags and scores; the running server sees it within seconds. */
  Site addSite() throws InterruptedException {
    Site site =
        new Sites(database.jdbi(), Clocks.system())
            .add(
                NewSite.named("Tea house")
                    .trackerUrl("https://t.shop.example")
                    .cookieDomain("shop.example")
                    .origins(List.of("https://www.shop.example"))
                    .build());
    ProfileRules rules = new ProfileRules(database.jdbi(), Clocks.system());
    rules.addTagRule(site.id(), "/teas/*", "tea", BigDecimal.ONE);
    rules.addTagRule(site.id(), "/blog/*", "reading", BigDecimal.ONE);
    rules.addScoreRule(site.id(), "/checkout*", "intent", BigDecimal.TEN);
    Thread.sleep(6_000);
    return site;
  }

  int port() {
    return port;
  }

  Database database() {
    return database;
  }

  ProcessCost cost() {
    return ProcessCost.of(process.pid());
  }

  /** Of the database server that the server started. */
  ProcessCost databaseCost() {
    return ProcessHandle.of(process.pid())
        .orElseThrow()
        .children()
        .map(child -> ProcessCost.of(child.pid()))
        .max(Comparator.comparing(ProcessCost::cpu))
        .orElse(ProcessCost.NONE);
  }

  /** A whole number that the database answers. */
  long number(String sql) {
    return database
        .jdbi()
        .withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).findOne().orElse(0L));
  }

  /** Changes something. */
  void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  @Override
  public void close() {
    database.close();
    process.close();
    delete(folder.resolve("data"));
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
