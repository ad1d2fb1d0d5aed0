package io.piste.bench;

import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.config.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The whole server on a clock that is wrong by as much as a file beside its settings says. */
final class JumpingServer {
  private static final long LOOK_EVERY_MILLIS = 50;

  private JumpingServer() {}

  /** As {@code Main serve --config FILE}. */
  public static void main(String[] arguments) throws Exception {
    Path settings = Path.of(arguments[2]);
    App app =
        App.start(
            Settings.read(ConfigSource.read(Optional.of(settings), Map.of())),
            new JumpingClock(file(settings)));
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "stop"));
    new CountDownLatch(1).await();
  }

  /** What says by how much the clock is wrong; no file: not at all. */
  static Path file(Path settings) {
    return settings.resolveSibling("clock-is-ahead-by");
  }

  private static final class JumpingClock implements InstantSource {
    private final Path file;
    private volatile Duration ahead = Duration.ZERO;

    JumpingClock(Path file) {
      this.file = file;
      look();
      Thread.ofPlatform().daemon().name("clock").start(this::lookAgainAndAgain);
    }

    @Override
    public Instant instant() {
      return Clocks.system().instant().plus(ahead);
    }

    private void lookAgainAndAgain() {
      try {
        while (true) {
          Thread.sleep(LOOK_EVERY_MILLIS);
          look();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void look() {
      try {
        ahead = Files.exists(file) ? Duration.parse(Files.readString(file)) : Duration.ZERO;
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
