package io.piste;

import io.piste.base.Clocks;
import io.piste.base.EmailAddress;
import io.piste.base.StartProblem;
import io.piste.config.ConfigProblem;
import io.piste.config.ConfigSource;
import io.piste.console.PasswordReset;
import io.piste.db.Database;
import io.piste.site.NewSite;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The program's entry: one command per start. */
public final class Main {
  private static final int WELL = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final String USAGE =
      """
      Usage: piste COMMAND [--config FILE]

        serve                  run the server until it is stopped
        site-add               add a site, see below
        rebuild                make anew what follows from the events that are kept, see below
        reset-password EMAIL   print a link that sets a new password for the console
        help                   show this

      Settings come from FILE, or piste.properties in the working folder, and from environment
      variables: PISTE_HTTP_PORT stands for http.port. See docs/configuration.md.
      """;

  private static final String HELP = USAGE + "\n" + SiteAdd.USAGE + "\n" + RebuildCommand.USAGE;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  Main(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  /** Runs the command that the arguments name. */
  public static void main(String[] args) {
    int code = new Main(System.out, System.err, System.getenv()).run(List.of(args));
    if (code != WELL) {
      System.exit(code);
    }
  }

  /** The exit code: 0 done, 1 failed, 2 wrong usage. What failed is told in one line. */
  int run(List<String> args) {
    try {
      Arguments arguments = Arguments.parse(args);
      switch (arguments.command()) {
        case "serve" -> serve(arguments);
        case "site-add" -> addSite(arguments);
        case "rebuild" -> {
          return rebuild(arguments) ? WELL : FAILED;
        }
        case "reset-password" -> resetPassword(arguments);
        case "help" -> out.print(HELP);
        default -> throw new UsageProblem("there is no command " + arguments.command());
      }
      return WELL;
    } catch (UsageProblem e) {
      err.println("piste: " + e.getMessage() + "\n\n" + HELP);
      return WRONG_USAGE;
    } catch (ConfigProblem | StartProblem e) {
      // Whoever stops us while we start needs no reason why that failed.
      err.println(Thread.interrupted() ? "Piste stops" : "piste: " + e.getMessage());
      return FAILED;
    }
  }

  private void addSite(Arguments arguments) {
    NewSite site = SiteAdd.read(arguments);
    new SiteAdd(settings(arguments.config())).run(site, out);
  }

  /** Whether all was done; a signal stops it after the piece that it works at. */
  private boolean rebuild(Arguments arguments) {
    RebuildCommand.Wanted wanted = RebuildCommand.Wanted.read(arguments);
    Settings settings = settings(arguments.config());
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    RebuildCommand command =
        new RebuildCommand(settings, new ProgressLine(out, terminal, Clocks.system()), out);
    CountDownLatch ended = new CountDownLatch(1);
    onSignal(command::stop, ended);
    try {
      return command.run(wanted);
    } finally {
      ended.countDown();
    }
  }

  private void serve(Arguments arguments) {
    arguments.expect(0, "serve takes no words");
    Settings settings = settings(arguments.config());
    CountDownLatch ended = new CountDownLatch(1);
    onSignal(Thread.currentThread()::interrupt, ended);
    try (App app = App.start(settings, Clocks.system())) {
      out.println("Piste answers on http://" + settings.http().host() + ":" + app.port());
      app.firstAdministratorLink()
          .ifPresent(
              link ->
                  out.println(
                      "Make yourself the administrator within 30 minutes, by this link: " + link));
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      out.println("Piste stops");
    } finally {
      ended.countDown();
    }
  }

  /** A signal ends the start as well as the running server: everything is closed, in order. */
  private static void onSignal(Runnable end, CountDownLatch ended) {
    Runnable stop =
        () -> {
          end.run();
          try {
            ended.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
  }

  private void resetPassword(Arguments arguments) {
    arguments.expect(1, "reset-password needs the e-mail address of the user");
    Settings settings = settings(arguments.config());
    EmailAddress email =
        EmailAddress.parse(arguments.words().getFirst())
            .orElseThrow(() -> new UsageProblem("that is not an e-mail address"));
    try (Database database = Database.attach(settings.database(), settings.dataFolder())) {
      String path =
          new PasswordReset(database.jdbi(), Clocks.system())
              .path(email)
              .orElseThrow(() -> new UsageProblem("no user of the console has that address"));
      out.println(
          "Set a new password within 30 minutes, by this link: "
              + settings.consoleUrl(settings.consolePortSet())
              + path);
    }
  }

  private Settings settings(Optional<Path> file) {
    Settings settings = Settings.read(ConfigSource.read(file, environment));
    settings.log().apply();
    return settings;
  }
}
