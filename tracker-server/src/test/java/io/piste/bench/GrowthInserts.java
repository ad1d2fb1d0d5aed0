package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.Client;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How fast pages seen now are logged, each durable when it is answered; those of robots, so that
 * nothing follows. And how fast pages of people are projected.
 */
final class GrowthInserts {
  private static final int SENDERS = 32;
  private static final int BATCH = 50;

  /** Batches of each sender. */
  private static final int LOGGED = 80;

  private static final int PROJECTED = 15;

  /** When it was done: the page of live visits is not to be about them. */
  private static final Duration AGO = Duration.ofHours(2);

  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final String BEHIND =
      """
      SELECT (SELECT MAX(seq) FROM event_log WHERE stream = 0)
        - (SELECT seq FROM event_checkpoint WHERE stream = 0)
      """;

  /** Microseconds for an event. */
  record Costs(double logged, double projected) {}

  private GrowthInserts() {}

  static Costs measure(GrowthServer server) throws Exception {
    try (EventLog log =
        new EventLog(
            server.database().dataSource(), EventLogSettings.DEFAULT, new SimpleMeterRegistry())) {
      log.start();
      // The first ones are slow whatever is stored.
      send(log, Verdict.ROBOT, PROJECTED);
      double logged = send(log, Verdict.ROBOT, LOGGED);
      awaitProjection(server);
      double seconds = send(log, Verdict.HUMAN, PROJECTED) + awaitProjection(server);
      return new Costs(
          logged * 1e6 / (SENDERS * LOGGED * BATCH), seconds * 1e6 / (SENDERS * PROJECTED * BATCH));
    }
  }

  /** Answers how many seconds it took. */
  private static double awaitProjection(GrowthServer server) throws InterruptedException {
    long begun = System.nanoTime();
    while (server.number(BEHIND) > 0 && System.nanoTime() - begun < PATIENCE_NANOS) {
      Thread.sleep(100);
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static double send(EventLog log, Verdict verdict, int batches) throws Exception {
    long begun = System.nanoTime();
    try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        all.add(senders.submit(() -> sendOne(log, verdict, batches)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void sendOne(EventLog log, Verdict verdict, int batches) {
    for (int batch = 0; batch < batches; batch++) {
      VisitorId visitor = VisitorId.random();
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      List<LoggedEvent> events = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        String url = "https://www.shop.example/teas/" + i;
        Event page =
            new Event.Page(UUID.randomUUID(), now.toEpochMilli(), url, "Tea " + i, null, "fr");
        events.add(
            new LoggedEvent(
                new SiteId(1),
                visitor,
                EnumSet.allOf(Purpose.class),
                now.minus(AGO).plusSeconds(i),
                now,
                verdict,
                Client.UNKNOWN,
                page));
      }
      log.append(events);
    }
  }
}
