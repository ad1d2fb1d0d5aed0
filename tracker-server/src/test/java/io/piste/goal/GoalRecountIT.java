package io.piste.goal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.GoalRecount;
import io.piste.support.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Figures of goals and funnels, beside what the rows say. */
final class GoalRecountIT {
  private static GoalWorld world;

  @BeforeAll
  static void start() {
    world = new GoalWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void empty() {
    world.empty();
  }

  @Test
  void are_what_the_rows_add_up_to_whatever_came_late_or_twice() {
    Random random = new Random(54);
    List<Goal> all = manyGoals();
    List<LoggedEvent> history = history(random);
    for (int from = 0; from < history.size(); from += 90) {
      world.log.play(history.subList(from, Math.min(history.size(), from + 90)));
      if (random.nextInt(3) == 0) {
        world.counter.runOnce();
      }
    }
    world.count();
    assertSameAsRows(all);

    world.log.play(history.stream().filter(any -> random.nextInt(9) == 0).toList());
    world.log.play(history(new Random(55)).subList(0, 60));
    world.count();
    assertSameAsRows(all);
  }

  @Test
  void follow_visitors_whose_rows_are_taken_back() {
    List<Goal> all = manyGoals();
    world.log.play(history(new Random(7)));
    world.count();
    assertSameAsRows(all);
    Set<VisitorId> some =
        Set.copyOf(
            world
                .log
                .jdbi()
                .withHandle(
                    handle ->
                        handle
                            .createQuery("SELECT DISTINCT visitor_id FROM visit_session LIMIT 12")
                            .mapTo(VisitorId.class)
                            .list()));
    long before = world.log.count("SELECT SUM(reached) FROM goal_day WHERE dimension = 0");

    world.takeBack(some);
    world.count();

    assertTrue(world.log.count("SELECT SUM(reached) FROM goal_day WHERE dimension = 0") < before);
    assertSameAsRows(all);
  }

  private static void assertSameAsRows(List<Goal> all) {
    for (Goal goal : all) {
      Map<String, Long> wanted =
          new GoalRecount(world.log.jdbi(), GoalWorld.PARIS).of(wire(goal), goal.days());
      assertEquals(wanted, GoalRecount.stored(world.log.jdbi(), goal.id()), goal.name());
      assertTrue(wanted.size() > 3, goal.name() + " is reached by somebody");
    }
  }

  private static List<String[]> wire(Goal goal) {
    return goal.steps().stream()
        .map(step -> new String[] {step.kind().word(), step.pattern()})
        .toList();
  }

  private List<Goal> manyGoals() {
    GoalStep product = GoalStep.any(StepKind.PRODUCT);
    GoalStep cart = GoalStep.any(StepKind.CART);
    GoalStep order = GoalStep.any(StepKind.ORDER);
    return List.of(
        world.goal(0, GoalWorld.page("/p1")),
        world.goal(0, GoalWorld.page("/p*")),
        world.goal(0, order),
        world.goal(0, product, cart, order),
        world.goal(
            0,
            GoalWorld.page("/p*"),
            GoalWorld.page("/p*"),
            GoalWorld.page("/p2"),
            GoalWorld.page("/p*")),
        world.goal(1, product, cart, order),
        world.goal(
            3, GoalWorld.page("/p1"), new GoalStep(StepKind.PRODUCT, "s1"), GoalWorld.page("/p2")));
  }

  private static List<LoggedEvent> history(Random random) {
    List<LoggedEvent> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Track track = world.visitor();
      for (int visit = 0; visit < 5; visit++) {
        double minute = random.nextInt(6 * 24 * 60);
        for (int act = random.nextInt(9); act >= 0; act--) {
          minute += random.nextDouble() * 22;
          events.add(anything(random, track, minute));
        }
      }
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static LoggedEvent anything(Random random, Track track, double minute) {
    return switch (random.nextInt(9)) {
      case 0 -> track.product(minute, "s" + random.nextInt(2));
      case 1 -> track.cart(minute, "c", random.nextInt(9), 1);
      case 2 -> track.order(minute, "o" + random.nextInt(1_000_000), null);
      case 3 -> track.page(minute, "/q?utm_source=s" + random.nextInt(3) + "&utm_medium=email");
      default -> track.page(minute, "/p" + random.nextInt(4));
    };
  }
}
