package io.piste.bench;

import io.piste.bench.Wrk.Load;
import io.piste.bench.Wrk.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * As fast as it goes, beside what could be had at most on the same machine in the same minutes: a
 * servlet that does nothing but read the JSON, and the same rows written by plain JDBC. The ways
 * take turns, and medians count.
 */
final class Turns {
  private static final String NAME = IngestBench.NAME;

  /** Projection is measured elsewhere: what is left over must not slow the next turn. */
  private static final String LAST = "SELECT MAX(seq) FROM event_log WHERE stream = 0";

  /** One way in all rounds. */
  private record Way(
      String what, List<Result> results, List<Double> serverMicros, List<Double> databaseMicros) {
    Way(String what) {
      this(what, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    double median(ToDoubleFunction<Result> figure) {
      return ProcessCost.median(results.stream().map(figure::applyAsDouble).toList());
    }
  }

  private final IngestPlan plan;
  private final Wrk wrk;
  private final ServerUnderLoad server;
  private final NoOpProcess empty;
  private final Acknowledged acknowledged;
  private final Way noOp = new Way("no-op");
  private final Way single = new Way("single events, 64 connections");
  private final Way batch = new Way("50 events per request, 16 connections");
  private final List<Double> raw = new ArrayList<>();

  Turns(
      IngestPlan plan,
      Wrk wrk,
      ServerUnderLoad server,
      NoOpProcess empty,
      Acknowledged acknowledged) {
    this.plan = plan;
    this.wrk = wrk;
    this.server = server;
    this.empty = empty;
    this.acknowledged = acknowledged;
  }

  void take() throws Exception {
    wrk.run(empty.port(), new Load(64, 1, 0, plan.warmUp()));
    serve(new Way("warm-up"), new Load(64, 1, 0, plan.warmUp()));
    serve(new Way("warm-up"), new Load(16, 50, 0, plan.warmUp()));
    for (int round = 0; round < plan.rounds(); round++) {
      doNothing();
      serve(single, new Load(64, 1, 0, plan.run()));
      serve(batch, new Load(16, 50, 0, plan.run()));
      raw.add(RawInsert.rate(server, plan.run().dividedBy(2)));
    }
  }

  private void doNothing() throws Exception {
    ProcessCost before = ProcessCost.of(empty.pid());
    Result result = wrk.run(empty.port(), new Load(64, 1, 0, plan.run()));
    noOp.results().add(result);
    noOp.serverMicros()
        .add(ProcessCost.of(empty.pid()).microsSince(before, result.acknowledgedEvents()));
  }

  private void serve(Way way, Load load) throws Exception {
    ProcessCost serverBefore = server.cost();
    ProcessCost databaseBefore = server.databaseCost();
    Result result = acknowledged.count(wrk.run(server.port(), load));
    long events = result.acknowledgedEvents();
    way.results().add(result);
    way.serverMicros().add(server.cost().microsSince(serverBefore, events));
    way.databaseMicros().add(server.databaseCost().microsSince(databaseBefore, events));
    // Two statements: one that reads the log while it writes dead-locks with the projection.
    server.execute("UPDATE event_checkpoint SET seq = " + server.number(LAST));
  }

  void tell(Consumer<Figure> figures) {
    List.of(noOp, single, batch).forEach(way -> tell(figures, way));
    figures.accept(Figure.told(NAME, "raw bulk insert", ProcessCost.median(raw), "rows/s"));
    double possible = noOp.median(Result::requestsPerSecond);
    figures.accept(
        Figure.atLeast(
            NAME,
            "single events, of the no-op's rate",
            single.median(Result::eventsPerSecond) / possible,
            "times",
            0.5));
    figures.accept(
        Figure.atMost(
            NAME,
            "single events, p99",
            Math.round(single.median(Result::p99)),
            "ms",
            Math.max(25, Math.round(noOp.median(Result::p99)) + 10)));
    figures.accept(
        Figure.atLeast(
            NAME,
            "50 events per request, of the no-op's rate",
            batch.median(Result::eventsPerSecond) / possible,
            "times",
            1.5));
  }

  private static void tell(Consumer<Figure> figures, Way way) {
    tell(figures, way, "", way.median(Result::eventsPerSecond), "events/s");
    tell(figures, way, ", p50", way.median(Result::p50), "ms");
    tell(figures, way, ", p99", way.median(Result::p99), "ms");
    tell(figures, way, ", CPU of the server", ProcessCost.median(way.serverMicros()), "µs/event");
    if (!way.databaseMicros().isEmpty()) {
      double micros = ProcessCost.median(way.databaseMicros());
      tell(figures, way, ", CPU of the database", micros, "µs/event");
    }
  }

  private static void tell(
      Consumer<Figure> figures, Way way, String what, double value, String unit) {
    figures.accept(Figure.told(NAME, way.what() + what, value, unit));
  }
}
