package io.piste.demo;

import io.piste.base.Clocks;
import io.piste.demo.mail.MailCatcher;
import io.piste.demo.shop.Storefront;
import io.piste.demo.shop.Storefront.Placement;
import io.piste.demo.shop.TeaShop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything of the demo, on the loopback interface: the server as a process, the shop under its
 * three addresses, the mail catcher. All that is stored lies in one folder. Closing stops it all.
 */
final class Stage implements AutoCloseable {
  private final Scene scene;
  private final Path folder;
  private final Ports ports;
  private final Teller teller;
  private Optional<MailCatcher> catcher = Optional.empty();
  private Optional<TeaShop> shop = Optional.empty();
  private Optional<ServerProcess> server = Optional.empty();
  private List<Storefront> fronts = List.of();

  /** Starts nothing yet. */
  Stage(Scene scene, Teller teller) {
    this.scene = scene;
    this.folder = scene.folder();
    this.ports = scene.ports();
    this.teller = teller;
  }

  /** Starts all parts; {@link DemoProblem} when something is in the way. */
  void start() throws IOException, InterruptedException {
    ports.refuseTaken();
    Files.createDirectories(folder);
    fronts = new SiteSetup(scene, serverData()).storefronts();
    teller.ready("Database with the shop's three sites");
    startCatcher();
    shop = Optional.of(new TeaShop(ports.shop(), fronts, serverUri(), Clocks.system()));
    teller.ready("Shop and mail catcher");
    startServer();
    teller.ready("Server");
  }

  /** Starts the mail catcher, or starts it again. */
  void startCatcher() throws IOException {
    catcher = Optional.of(new MailCatcher(ports.smtp(), ports.mails(), folder.resolve("mails")));
  }

  /** Takes the mail catcher away, as if the mail server were down. */
  void stopCatcher() {
    catcher.ifPresent(MailCatcher::close);
    catcher = Optional.empty();
  }

  /** Starts the server, or starts it again, on the same data. */
  void startServer() throws IOException, InterruptedException {
    ServerProcess started =
        ServerProcess.start(
            folder.resolve("server.log"), "serve", "--config", writeSettings().toString());
    server = Optional.of(started);
    started.awaitReady(ports.server());
  }

  private Path writeSettings() throws IOException {
    String settings =
        """
        # Written by the demo at each start.
        data.folder=%s
        database.binaries=%s
        http.port=%d
        console.url=%s
        mail.host=127.0.0.1
        mail.port=%d
        mail.security=none
        fetch.private.addresses=true
        cart.abandoned.after=%s
        cart.mails.after=%s
        cart.sequence.pause=%s
        """
            .formatted(
                serverData(),
                scene.binaries(),
                ports.server(),
                consoleUrl(),
                ports.smtp(),
                scene.pace().abandonedAfter(),
                scene.pace().mails(),
                scene.pace().sequencePause());
    return Files.writeString(folder.resolve("piste.properties"), settings);
  }

  private Path serverData() {
    return folder.resolve("server");
  }

  private URI serverUri() {
    return URI.create("http://127.0.0.1:" + ports.server());
  }

  /** The shop at one of its three addresses. */
  Storefront front(Placement placement) {
    return fronts.stream().filter(f -> f.placement() == placement).findFirst().orElseThrow();
  }

  /** The address of a page of the shop; {@code path} begins with a slash. */
  String shopUrl(Placement placement, String path) {
    return "http://" + front(placement).host() + ":" + ports.shop() + path;
  }

  String consoleUrl() {
    return "http://localhost:" + ports.server();
  }

  String mailsUrl() {
    return "http://localhost:" + ports.mails();
  }

  Ports ports() {
    return ports;
  }

  MailCatcher catcher() {
    return catcher.orElseThrow();
  }

  ServerProcess server() {
    return server.orElseThrow();
  }

  /** The MariaDB processes that run on data below a folder. */
  static List<ProcessHandle> databases(Path folder) {
    String data = folder.toAbsolutePath().normalize().toString();
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").contains("mariadbd"))
        .filter(process -> commandLine(process).contains(data))
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  /** Stops everything, the last started first. */
  @Override
  public void close() {
    server.ifPresent(ServerProcess::close);
    shop.ifPresent(TeaShop::close);
    stopCatcher();
  }
}
