package io.piste.goal;

import io.piste.base.Clocks;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.Scope;
import io.piste.report.GoalFigures;
import io.piste.report.GoalFigures.Counts;
import io.piste.report.Period;
import io.piste.site.NewSite;
import io.piste.site.Sites;
import io.piste.support.TestLog;
import io.piste.support.Track;
import io.piste.visit.ChannelRules;
import io.piste.visit.Dimension;
import io.piste.visit.SessionKeeper;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A shop with its log, its goals and their counter; the test turns the crank. */
final class GoalWorld implements AutoCloseable {
  static final ZoneId PARIS = ZoneId.of("Europe/Paris");
  static final double DAY = 24 * 60;

  private static final LocalDate FIRST = LocalDate.ofInstant(Track.START, PARIS);

  final TestLog log = TestLog.start();
  final SiteId site =
      new Sites(log.jdbi(), Clocks.system())
          .add(
              NewSite.named("Shop")
                  .timeZone(PARIS)
                  .origins(List.of("https://www.shop.example"))
                  .trackerUrl("https://t.shop.example")
                  .build())
          .id();
  final Goals goals = new Goals(log.jdbi(), log.clock());
  GoalCounter counter = new GoalCounter(log.jdbi(), log.clock());

  /** As if nothing had happened. */
  void empty() {
    log.clear();
    log.jdbi()
        .useHandle(
            handle -> {
              for (String table : List.of("goal", "traffic_change", "traffic_floor")) {
                handle.execute("DELETE FROM " + table);
              }
            });
    counter = new GoalCounter(log.jdbi(), log.clock());
  }

  @Override
  public void close() {
    log.close();
  }

  void takeBack(Set<VisitorId> visitors) {
    Set<Scope.Visitor> scoped = new HashSet<>();
    visitors.forEach(id -> scoped.add(new Scope.Visitor(site, id)));
    log.jdbi()
        .useTransaction(
            handle -> keeper().rewind(handle, new Scope(scoped, log.clock().instant())));
  }

  SessionKeeper keeper() {
    return new SessionKeeper(new Sites(log.jdbi(), Clocks.system()), new ChannelRules(log.jdbi()));
  }

  void count() {
    log.clock().set(log.clock().instant().plusSeconds(60));
    while (counter.runOnce()) {
      log.clock().set(log.clock().instant().plusSeconds(60));
    }
  }

  Goal goal(int days, GoalStep... steps) {
    String name = days + Arrays.toString(steps);
    long id =
        goals.add(
            Goal.fresh(
                site, name.substring(0, Math.min(100, name.length())), List.of(steps), days));
    return goals.find(site, id).orElseThrow();
  }

  static GoalStep page(String pattern) {
    return new GoalStep(StepKind.PAGE, pattern);
  }

  static GoalFigures.Of of(Goal goal) {
    return new GoalFigures.Of(goal.site(), goal.id(), goal.steps().size());
  }

  GoalFigures figures() {
    return new GoalFigures(log.jdbi());
  }

  static Period days(int days) {
    return new Period(FIRST, days, PARIS);
  }

  List<Long> ends(Goal goal, int days) {
    return figures().perDay(of(goal), days(days)).stream()
        .map(steps -> steps.getLast().reached())
        .toList();
  }

  List<Long> reached(Goal goal, Dimension dimension, String value) {
    return figures().by(of(goal), dimension, days(400)).stream()
        .filter(row -> row.value().equals(value))
        .map(row -> row.steps().stream().map(Counts::reached).toList())
        .findFirst()
        .orElseGet(() -> Collections.nCopies(goal.steps().size(), 0L));
  }

  Track visitor() {
    return new Track(site, VisitorId.random(), EnumSet.allOf(Purpose.class));
  }

  void keep(Track track, Instant until) {
    Scope scope =
        new Scope(Set.of(new Scope.Visitor(site, track.visitor())), log.clock().instant());
    log.jdbi().useTransaction(handle -> keeper().rewind(handle, scope).keep(until));
  }
}
