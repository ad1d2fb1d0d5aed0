package io.piste.demo;

import io.piste.demo.shop.Storefront.Placement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/**
 * {@code ./piste demo}: everything on this machine, on loopback only, until Ctrl-C. With {@code
 * --check} the whole path is walked in a browser instead, and the exit code says how it went.
 */
public final class Demo {
  private static final int DEFAULT_PORT = 8080;
  private static final Path DEFAULT_FOLDER = Path.of(".piste", "demo");
  private static final Path BINARIES = Path.of(".piste", "mariadb");

  private final DemoOptions options;
  private final Teller teller = new Teller();

  private Demo(DemoOptions options) {
    this.options = options;
  }

  /** Runs it; the arguments are those of {@link DemoOptions}. */
  public static void main(String[] arguments) {
    int exit = 1;
    try {
      Demo demo = new Demo(DemoOptions.parse(List.of(arguments)));
      exit = demo.options.check() ? demo.check() : demo.show();
    } catch (DemoProblem e) {
      System.err.println(e.getMessage());
    } catch (IOException e) {
      System.err.println("The demo cannot go on: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.exit(exit);
  }

  private int show() throws IOException, InterruptedException {
    Path folder = options.data().orElse(DEFAULT_FOLDER);
    if (options.fresh()) {
      delete(folder);
    }
    Ports ports = Ports.from(options.port().orElse(DEFAULT_PORT));
    teller.say("Starting the demo; what it stores lies in " + folder);
    if (!Files.exists(BINARIES)) {
      teller.say("  The first start unpacks a MariaDB and takes some ten seconds longer.");
    }
    Stage stage = new Stage(new Scene(folder, BINARIES, ports, Pace.DEMO), teller);
    Thread closing = new Thread(stage::close, "closing");
    Runtime.getRuntime().addShutdownHook(closing);
    stage.start();
    teller.say(invitation(stage));
    new CountDownLatch(1).await();
    return 0;
  }

  private static String invitation(Stage stage) {
    String administrator =
        stage
            .server()
            .consoleLink()
            .map(
                link ->
                    "\n    first administrator  "
                        + link
                        + "\n                         (works once, for 30 minutes)")
            .orElse("");
    return """

        Open in Chromium, Chrome, Edge or Firefox:
          Shop                   %s
          Mails                  %s
          Console                %s/console/%s

        The same shop with the tracker placed otherwise:
          on the shop's own host %s
          on another site        %s

        Try this:
          1. Open the console by the link of the first administrator, then the shop beside it.
          2. Accept in the banner, look at some teas, put one into the cart.
          3. Go to the checkout, type any address, tick the box, continue, then stop there.
          4. After 20 s the cart counts as abandoned; mails come 10, 30 and 60 s after that.
          5. Follow the link of the mail, order, and see the recovered revenue in the console.
          6. Do it again without the tick: no mail, and the console's carts say why.

        Ctrl-C stops everything. The next start finds what this one stored; --fresh forgets it.
        """
        .formatted(
            stage.shopUrl(Placement.SUBDOMAIN, "/"),
            stage.mailsUrl(),
            stage.consoleUrl(),
            administrator,
            stage.shopUrl(Placement.OWN_HOST, "/"),
            stage.shopUrl(Placement.OTHER_SITE, "/"));
  }

  private int check() throws IOException, InterruptedException {
    Path folder =
        options.data().isPresent()
            ? options.data().get()
            : Files.createTempDirectory("piste-check");
    Ports ports = options.port().isPresent() ? Ports.from(options.port().get()) : Ports.free();
    try (Stage stage = new Stage(new Scene(folder, BINARIES, ports, Pace.DEMO), teller)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stage::close, "closing"));
      stage.start();
      return DemoPath.walk(stage, teller) ? 0 : 1;
    } finally {
      if (options.data().isEmpty()) {
        delete(folder);
      }
    }
  }

  /** Deletes a folder that a demo made; another one is left alone. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    boolean ours =
        Files.exists(folder.resolve("piste.properties")) || folder.toFile().list().length == 0;
    if (!ours) {
      throw new DemoProblem(folder + " was not made by the demo, so it is not deleted.");
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
