package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.LoggedEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How fast events are projected and all that follows from them is settled, with the rules and
 * segments of the shop, of the rate without any: two servers on the same data, with the same
 * events. They change places from turn to turn, each is first as often as the other, and the other
 * one stands still meanwhile. What is timed begins when no more arrives: before, the projector
 * gives way to those who log, for up to seconds at a time.
 */
final class ProfilesRate {
  private static final double BAR = 0.8;
  private static final int LOGGED_AT_ONCE = 2_000;

  /** Before each turn; then one of the two stands still. */
  private static final Duration QUIET = Duration.ofSeconds(15);

  /** The first ones are slow whatever is stored: compilers work beside the server. */
  private static final int WARM_UPS = 3;

  private static final long PATIENCE_NANOS = 600_000_000_000L;

  private static final String LOGGED =
      "SELECT COALESCE(MAX(seq), 0) FROM event_log WHERE stream = 0";
  private static final String PROJECTED =
      "SELECT COALESCE(MAX(seq), 0) FROM event_checkpoint WHERE stream = 0";
  private static final String UNSETTLED =
      "SELECT EXISTS (SELECT 1 FROM contact_change) + (SELECT EXISTS (SELECT 1 FROM profile_run"
          + " WHERE state IN ('waiting', 'running')))";

  /** Of the ingest bench's visitors every tenth says who it is. */
  private static final int USUAL_PERCENT = 10;

  private final GrowthServer ruled;
  private final GrowthServer plain;
  private final ProfilesPlan plan;
  private final ProfilesTraffic traffic;
  private int round;

  ProfilesRate(GrowthServer ruled, GrowthServer plain, ProfilesPlan plan, List<ShopPerson> people) {
    this.ruled = ruled;
    this.plain = plain;
    this.plan = plan;
    this.traffic = new ProfilesTraffic(plan, people);
  }

  void measure(Consumer<Figure> figures) throws IOException, InterruptedException {
    awaitSettled(ruled);
    awaitSettled(plain);
    for (int i = 0; i < WARM_UPS; i++) {
      turn(i % 2 == 0 ? 100 : USUAL_PERCENT);
    }
    measure(
        plan.turns(),
        USUAL_PERCENT,
        "10 % of the events of known contacts, as in the ingest bench",
        figures);
    measure(plan.turns() / 2, 100, "all events of known contacts", figures);
  }

  private void measure(int turns, int known, String said, Consumer<Figure> figures)
      throws IOException, InterruptedException {
    Rate with = Rate.NONE;
    Rate without = Rate.NONE;
    for (int i = 0; i < turns; i++) {
      Turn turn = turn(known);
      with = with.plus(turn.with());
      without = without.plus(turn.without());
    }
    String name = String.format(Locale.ROOT, "projected and settled, %s", said);
    figures.accept(told(name + ", without rules and segments", without));
    figures.accept(told(name + ", with 20 tag rules, 10 scores, 50 segments", with));
    figures.accept(
        Figure.atLeast(
            ProfilesBench.NAME,
            name + ", of the rate without",
            with.perSecond() / without.perSecond(),
            "times",
            BAR));
  }

  private static Figure told(String name, Rate rate) {
    return Figure.told(ProfilesBench.NAME, name, rate.perSecond(), "events/s");
  }

  private Turn turn(int known) throws IOException, InterruptedException {
    round++;
    List<LoggedEvent> events =
        traffic.events(
            round, plan.eventsOfTurn(), known, Instant.ofEpochMilli(System.currentTimeMillis()));
    Turn turn;
    if (round % 2 == 0) {
      Rate with = alone(ruled, plain, events);
      turn = new Turn(with, alone(plain, ruled, events));
    } else {
      Rate without = alone(plain, ruled, events);
      turn = new Turn(alone(ruled, plain, events), without);
    }
    System.err.printf(
        Locale.ROOT,
        "profiles: turn %d, %s first, %d %% known: %.0f events/s with rules, %.0f without%n",
        round,
        round % 2 == 0 ? "with rules" : "without",
        known,
        turn.with().perSecond(),
        turn.without().perSecond());
    return turn;
  }

  private static Rate alone(GrowthServer server, GrowthServer other, List<LoggedEvent> events)
      throws IOException, InterruptedException {
    Thread.sleep(QUIET);
    other.standStill();
    try {
      return rate(server, events);
    } finally {
      other.goOn();
    }
  }

  private static Rate rate(GrowthServer server, List<LoggedEvent> events)
      throws InterruptedException {
    log(server, events);
    long last = server.number(LOGGED);
    awaitSteady(server);
    long begun = System.nanoTime();
    long left = last - server.number(PROJECTED);
    if (left < events.size() / 2) {
      throw new DrillProblem("Most was projected while it was logged: there is nothing to time.");
    }
    awaitSettled(server);
    return new Rate(left, System.nanoTime() - begun);
  }

  private static void log(GrowthServer server, List<LoggedEvent> events) {
    try (EventLog log =
        new EventLog(
            server.database().dataSource(), EventLogSettings.DEFAULT, new SimpleMeterRegistry())) {
      log.start();
      for (int i = 0; i < events.size(); i += LOGGED_AT_ONCE) {
        log.append(events.subList(i, Math.min(events.size(), i + LOGGED_AT_ONCE)));
      }
    }
  }

  /**
   * Until the projector has seen that no more arrives: after the batch it is at, it may rest once
   * more for what came meanwhile.
   */
  private static void awaitSteady(GrowthServer server) throws InterruptedException {
    for (int batch = 0; batch < 2; batch++) {
      long projected = server.number(PROJECTED);
      await("the next batch is not projected", () -> server.number(PROJECTED) > projected);
    }
  }

  /** Until everything is projected and settled. */
  static void awaitSettled(GrowthServer server) throws InterruptedException {
    await(
        "not all of it is settled",
        () -> server.number(PROJECTED) >= server.number(LOGGED) && server.number(UNSETTLED) == 0);
  }

  private static void await(String otherwise, BooleanSupplier condition)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new DrillProblem("Ten minutes, and still " + otherwise + ".");
      }
      Thread.sleep(20);
    }
  }

  /** The same events on both. */
  private record Turn(Rate with, Rate without) {}

  /** Events, and the time they took. */
  private record Rate(long events, long nanos) {
    static final Rate NONE = new Rate(0, 0);

    Rate plus(Rate other) {
      return new Rate(events + other.events, nanos + other.nanos);
    }

    double perSecond() {
      return events * 1e9 / nanos;
    }
  }
}
