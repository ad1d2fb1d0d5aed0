package io.piste.bench;

import java.util.function.Consumer;

/** What the server said it stored, against what is stored. */
final class Acknowledged {
  private final ServerUnderLoad server;
  private final long before;
  private long events;
  private long refused;

  Acknowledged(ServerUnderLoad server) {
    this.server = server;
    this.before = stored();
  }

  Wrk.Result count(Wrk.Result result) {
    events += result.acknowledgedEvents();
    refused += result.refused() + result.broken();
    return result;
  }

  private long stored() {
    return server.number("SELECT COUNT(*) FROM event_log");
  }

  /** More may be stored than was acknowledged: wrk hangs up on the last requests of a run. */
  void tell(Consumer<Figure> figures) {
    long stored = stored() - before;
    figures.accept(Figure.told(IngestBench.NAME, "acknowledged in all", events, "events"));
    figures.accept(Figure.told(IngestBench.NAME, "stored in all", stored, "events"));
    figures.accept(
        Figure.atMost(
            IngestBench.NAME,
            "acknowledged and not stored",
            Math.max(0, events - stored),
            "events",
            0));
    figures.accept(
        Figure.atMost(IngestBench.NAME, "requests not answered 204", refused, "requests", 0));
  }
}
