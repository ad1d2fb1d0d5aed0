package io.piste.bench;

import io.piste.bench.Wrk.Load;
import io.piste.bench.Wrk.Result;
import java.time.Duration;
import java.util.function.Consumer;

/** Events that arrive at a fixed rate: how far behind them is what people see? */
final class FixedRate {
  private static final String NAME = IngestBench.NAME;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Events per second that have to be followed. */
  static final int DUE = 5_000;

  /** What we want. */
  static final int AIMED_AT = 10_000;

  private static final String LAST = "SELECT MAX(seq) FROM event_log WHERE stream = 0";
  private static final String BEHIND =
      "SELECT (SELECT MAX(seq) FROM event_log WHERE stream = 0) - (SELECT seq FROM event_checkpoint)";

  private final Wrk wrk;
  private final ServerUnderLoad server;
  private final Acknowledged acknowledged;

  FixedRate(Wrk wrk, ServerUnderLoad server, Acknowledged acknowledged) {
    this.wrk = wrk;
    this.server = server;
    this.acknowledged = acknowledged;
  }

  /** So that what is measured is not the compiler. */
  void warmUp(Duration duration) throws Exception {
    acknowledged.count(wrk.run(server.port(), new Load(64, 1, DUE, duration)));
    awaitProjection();
  }

  void follow(int rate, Duration duration, Consumer<Figure> figures) throws Exception {
    long from = server.number(LAST);
    long viewsBefore = server.number("SELECT COUNT(*) FROM page_view");
    ProcessCost serverBefore = server.cost();
    ProcessCost databaseBefore = server.databaseCost();
    Result result;
    String what = "at " + rate + " events/s, ";
    try (LagProbe probe = new LagProbe(server)) {
      result = acknowledged.count(wrk.run(server.port(), new Load(64, 1, rate, duration)));
      tellLag(figures, what, probe, rate == DUE);
    }
    double acknowledgedRate = result.eventsPerSecond();
    figures.accept(
        rate == DUE
            ? Figure.atLeast(NAME, what + "acknowledged", acknowledgedRate, "events/s", 0.99 * DUE)
            : Figure.told(NAME, what + "acknowledged", acknowledgedRate, "events/s"));
    figures.accept(Figure.told(NAME, what + "p99", result.p99(), "ms"));
    awaitProjection();
    long events = result.acknowledgedEvents();
    double micros = server.cost().microsSince(serverBefore, events);
    figures.accept(Figure.told(NAME, what + "CPU of the server", micros, "µs/event"));
    double databaseMicros = server.databaseCost().microsSince(databaseBefore, events);
    figures.accept(Figure.told(NAME, what + "CPU of the database", databaseMicros, "µs/event"));
    tellMissing(figures, what, from, viewsBefore);
  }

  private static void tellLag(
      Consumer<Figure> figures, String what, LagProbe probe, boolean isDue) {
    long lag = probe.lag(1_000);
    figures.accept(
        isDue
            ? Figure.atMost(NAME, what + "projection behind at most", lag, "ms", 2_000)
            : Figure.told(NAME, what + "projection behind at most", lag, "ms"));
    figures.accept(Figure.told(NAME, what + "projection behind, p99", probe.lag(990), "ms"));
    figures.accept(Figure.told(NAME, what + "projection behind, p50", probe.lag(500), "ms"));
  }

  private void awaitProjection() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (server.number(BEHIND) > 0 && System.nanoTime() < end) {
      Thread.sleep(200);
    }
  }

  /** Each page that was logged meanwhile is a row that people can see. */
  private void tellMissing(Consumer<Figure> figures, String what, long from, long viewsBefore) {
    long logged =
        server.number(
            "SELECT COUNT(*) FROM event_log WHERE stream = 0 AND type = 'page' AND seq > " + from);
    long views = server.number("SELECT COUNT(*) FROM page_view") - viewsBefore;
    figures.accept(
        Figure.atMost(
            NAME, what + "pages logged and not projected", Math.abs(logged - views), "pages", 0));
  }
}
