package io.piste.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.EventLogSettings;
import io.piste.eventlog.LoggedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * How fast events are projected and all that follows from them is settled, with the rules and
 * segments of the shop, of the rate without any: two servers on the same data, in turns, with the
 * same events.
 */
final class ProfilesRate {
  private static final double BAR = 0.8;
  private static final int LOGGED_AT_ONCE = 2_000;

  /**
   * Before each turn. The projector rests up to five seconds when it sees more arrive than it can
   * follow, by how many came since it looked last; that must not meet one of the two alone.
   */
  private static final Duration QUIET = Duration.ofSeconds(10);

  private static final long PATIENCE_NANOS = 600_000_000_000L;

  private static final String BEHIND =
      """
      SELECT (SELECT COALESCE(MAX(seq), 0) FROM event_log WHERE stream = 0)
        - (SELECT COALESCE(MAX(seq), 0) FROM event_checkpoint WHERE stream = 0)
      """;
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

  void measure(Consumer<Figure> figures) throws InterruptedException {
    awaitSettled(ruled);
    awaitSettled(plain);
    // The first ones are slow whatever is stored.
    turn(100, new ArrayList<>(), new ArrayList<>());
    measure(USUAL_PERCENT, "10 % of the events of known contacts, as in the ingest bench", figures);
    measure(100, "all events of known contacts", figures);
  }

  private void measure(int known, String said, Consumer<Figure> figures)
      throws InterruptedException {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    for (int i = 0; i < plan.turns(); i++) {
      turn(known, with, without);
    }
    String name = String.format(Locale.ROOT, "projected and settled, %s", said);
    figures.accept(told(name + ", without rules and segments", median(without)));
    figures.accept(told(name + ", with 20 tag rules, 10 scores, 50 segments", median(with)));
    List<Double> shares = new ArrayList<>();
    for (int i = 0; i < with.size(); i++) {
      shares.add(with.get(i) / without.get(i));
    }
    figures.accept(
        Figure.atLeast(
            ProfilesBench.NAME, name + ", of the rate without", median(shares), "times", BAR));
  }

  private static Figure told(String name, double rate) {
    return Figure.told(ProfilesBench.NAME, name, rate, "events/s");
  }

  private void turn(int known, List<Double> with, List<Double> without)
      throws InterruptedException {
    round++;
    List<LoggedEvent> events =
        traffic.events(
            round, plan.eventsOfTurn(), known, Instant.ofEpochMilli(System.currentTimeMillis()));
    with.add(rate(ruled, events));
    without.add(rate(plain, events));
  }

  private static double rate(GrowthServer server, List<LoggedEvent> events)
      throws InterruptedException {
    Thread.sleep(QUIET);
    long begun = System.nanoTime();
    try (EventLog log =
        new EventLog(
            server.database().dataSource(), EventLogSettings.DEFAULT, new SimpleMeterRegistry())) {
      log.start();
      for (int i = 0; i < events.size(); i += LOGGED_AT_ONCE) {
        log.append(events.subList(i, Math.min(events.size(), i + LOGGED_AT_ONCE)));
      }
    }
    awaitSettled(server);
    return events.size() * 1e9 / (System.nanoTime() - begun);
  }

  /** Until everything is projected and settled. */
  static void awaitSettled(GrowthServer server) throws InterruptedException {
    long begun = System.nanoTime();
    while (server.number(BEHIND) > 0 || server.number(UNSETTLED) > 0) {
      if (System.nanoTime() - begun > PATIENCE_NANOS) {
        throw new DrillProblem("Ten minutes, and still not all of it is settled.");
      }
      Thread.sleep(20);
    }
  }

  static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
