package io.piste.wordpress;

import io.piste.base.Json;
import io.piste.wordpress.TimedGuest.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The time that the connector adds to what people wait for. Requests with and without it take
 * turns, the first of a pair now the one and now the other; what counts is the median of the
 * differences.
 */
public final class ConnectorTimes implements AutoCloseable {

  /** How PHP is run. */
  public enum Server {
    PHP_FPM("php-fpm"),
    BUILT_IN("php -S");

    private final String words;

    Server(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** How the tracker is. */
  public enum State {
    WELL("well", Duration.ZERO),
    SLOW("slow by 2 s", Duration.ofSeconds(2)),
    DOWN("down", Duration.ZERO);

    private final String words;
    private final Duration delay;

    State(String words, Duration delay) {
      this.words = words;
      this.delay = delay;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One figure.
   *
   * @param action what was done, such as "an order"
   * @param added milliseconds, the median of the pairs
   * @param without the median without the connector
   */
  public record Time(Server server, State state, String action, double added, double without) {}

  private final ShopUnderTest shop;
  private final PhpFpm fpm;
  private final Actions actions;

  private ConnectorTimes(ShopUnderTest shop, PhpFpm fpm) {
    this.shop = shop;
    this.fpm = fpm;
    this.actions = new Actions(shop);
  }

  /** Brings up a shop below an empty folder. */
  public static ConnectorTimes start(Path folder) throws Exception {
    ShopUnderTest shop = ShopUnderTest.startStandIn(folder);
    Path site = shop.wordPress().folder();
    Path plugins = Files.createDirectories(site.resolve("wp-content/mu-plugins"));
    Files.copy(ShopUnderTest.TESTS.resolve("bench-plugin.php"), plugins.resolve("bench.php"));
    shop.choose(Map.of("visits", true, "capture", true, "optin", true, "roles", List.of()));
    Actions.prepare(shop.wordPress());
    PhpFpm fpm = PhpFpm.start(site, Files.createDirectories(folder.resolve("fpm")));
    return new ConnectorTimes(shop, fpm);
  }

  /** Measures everything, and hands over each figure as soon as it is known. */
  public void measure(int pairs, Consumer<Time> times) throws IOException {
    for (Server server : Server.values()) {
      for (State state : State.values()) {
        become(state);
        for (Action action : actions.all()) {
          times.accept(time(server, state, action, pairs));
          shop.tracker().take();
        }
      }
    }
  }

  /** Nothing waits, and the connector has not yet found out how the tracker is. */
  private void become(State state) throws IOException {
    shop.tracker().answerAfter(state.delay);
    String address =
        state == State.DOWN ? "http://127.0.0.1:" + freePort() : shop.tracker().address();
    shop.choose(Map.of("address", address));
    shop.wordPress()
        .wpCli(
            "eval",
            "global $wpdb; $wpdb->query(\"DELETE FROM {$wpdb->prefix}piste_queue\");"
                + " delete_option('piste_breaker'); delete_option('piste_notes');");
  }

  private Time time(Server server, State state, Action action, int pairs) throws IOException {
    int port = server == Server.PHP_FPM ? fpm.port() : shop.wordPress().port();
    Turn with = actions.turn(action, port, true);
    Turn without = actions.turn(action, port, false);
    for (int warm = 0; warm < 2; warm++) {
      with.take();
      without.take();
    }
    double[] added = new double[pairs];
    double[] bare = new double[pairs];
    for (int pair = 0; pair < pairs; pair++) {
      double first = pair % 2 == 0 ? with.take() : without.take();
      double second = pair % 2 == 0 ? without.take() : with.take();
      added[pair] = pair % 2 == 0 ? first - second : second - first;
      bare[pair] = pair % 2 == 0 ? second : first;
    }
    return new Time(server, state, action.words(), median(added), median(bare));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    fpm.close();
    shop.close();
  }

  /** Something that people wait for. */
  record Action(String words, int status, Doing doing) {}

  /** Does it once, with a guest; only the last request is timed. */
  interface Doing {
    Answer by(TimedGuest guest, int turn) throws IOException;
  }

  /** One side of the pairs. */
  static final class Turn {
    private final Action action;
    private final TimedGuest guest;
    private int turns;

    Turn(Action action, TimedGuest guest) {
      this.action = action;
      this.guest = guest;
    }

    double take() throws IOException {
      Answer answer = action.doing().by(guest, turns++);
      if (answer.status() != action.status()) {
        throw new IllegalStateException(
            action.words() + " was answered with " + Json.write(answer.head()));
      }
      return answer.millis();
    }
  }
}
