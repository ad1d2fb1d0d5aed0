package io.piste.goal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.report.GoalFigures;
import io.piste.report.GoalFigures.Counts;
import io.piste.support.Track;
import io.piste.visit.Dimension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When days of goals are counted, and what counts. */
final class GoalCounterIT {
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
  void a_goal_made_today_shows_the_past() {
    Track ada = world.visitor();
    world.log.play(
        ada.page(0, "/a"), ada.page(1, "/thanks"), ada.page(3 * GoalWorld.DAY, "/thanks"));
    world.count();
    Goal thanks = world.goal(0, GoalWorld.page("/thanks"));

    assertTrue(world.figures().progress(GoalWorld.of(thanks)).isUnderWay());
    world.count();

    assertEquals(List.of(1L, 0L, 0L, 1L), world.ends(thanks, 4));
    assertTrue(!world.figures().progress(GoalWorld.of(thanks)).isUnderWay());
  }

  @Test
  void count_once_in_a_visit_and_visitors_once_a_day() {
    Goal thanks = world.goal(0, GoalWorld.page("/thanks*"));
    Track ada = world.visitor();
    world.log.play(
        ada.page(0, "/thanks"),
        ada.page(2, "/thanks/again"),
        ada.page(90, "/thanks"),
        world.visitor().page(5, "/thanks"));
    world.count();
    assertEquals(
        List.of(List.of(new Counts(3, 2))),
        world.figures().perDay(GoalWorld.of(thanks), GoalWorld.days(1)));
  }

  @Test
  void steps_are_taken_in_their_order_and_each_by_an_event_of_its_own() {
    Goal funnel =
        world.goal(
            0,
            GoalStep.any(StepKind.PRODUCT),
            GoalStep.any(StepKind.CART),
            GoalWorld.page("/cart*"));
    Goal twice = world.goal(0, GoalWorld.page("/t/*"), GoalWorld.page("/t/*"));
    Track right = world.visitor();
    Track backwards = world.visitor();
    world.log.play(
        right.product(0, "a"),
        right.page(1, "/between"),
        right.cart(2, "c", 1, 1),
        right.page(3, "/cart"),
        backwards.page(0, "/cart"),
        backwards.cart(1, "d", 1, 1),
        backwards.product(2, "a"),
        world.visitor().page(0, "/t/1"));
    world.count();
    assertEquals(List.of(2L, 1L, 1L), world.reached(funnel, Dimension.SITE, ""));
    assertEquals(List.of(1L, 0L), world.reached(twice, Dimension.SITE, ""));
    world.log.play(backwards.cart(4, "d", 2, 1));
    world.count();
    assertEquals(List.of(2L, 2L, 1L), world.reached(funnel, Dimension.SITE, ""));
  }

  @Test
  void over_days_the_same_visitor_goes_on_in_a_later_visit_until_the_days_are_over() {
    Goal week = world.goal(7, GoalStep.any(StepKind.PRODUCT), GoalStep.any(StepKind.ORDER));
    Goal visit = world.goal(0, GoalStep.any(StepKind.PRODUCT), GoalStep.any(StepKind.ORDER));
    Track ada = world.visitor();
    Track late = world.visitor();
    world.log.play(
        ada.page(0, "/"), ada.product(0, "a"), ada.product(1, "b"), late.product(0, "a"));
    world.log.play(late.page(1, "/"));
    world.count();
    assertEquals(List.of(2L, 0L), world.reached(week, Dimension.SITE, ""));
    world.log.play(
        ada.order(7 * GoalWorld.DAY, "1", null),
        late.order(7 * GoalWorld.DAY + 0.1, "2", null),
        late.product(7 * GoalWorld.DAY, "b"));
    world.count();
    assertEquals(List.of(1L, 0L, 0L, 0L, 0L, 0L, 0L, 1L), world.ends(week, 8), "from each day on");
    assertEquals(1, world.ends(visit, 8).stream().mapToLong(Long::longValue).sum());
  }

  @Test
  void over_days_a_first_step_after_midnight_belongs_to_its_own_day() {
    Goal week = world.goal(7, GoalStep.any(StepKind.PRODUCT), GoalStep.any(StepKind.ORDER));
    Track ada = world.visitor();
    double midnight = 14 * 60;
    world.log.play(
        ada.page(midnight - 10, "/"),
        ada.product(midnight + 5, "a"),
        ada.order(midnight + 9, "1", null));
    world.count();
    assertEquals(List.of(0L, 1L), world.ends(week, 2));
  }

  @Test
  void patterns_mean_what_they_say() {
    Goal percent = world.goal(0, GoalWorld.page("/100%_a!/*"));
    Goal small = world.goal(0, GoalWorld.page("/thanks"));
    world.log.play(
        world.visitor().page(0, "/100%25_a!/x"),
        world.visitor().page(0, "/100xx_a!/x"),
        world.visitor().page(0, "/100%25za!/x"),
        world.visitor().page(0, "/Thanks"),
        world.visitor().page(0, "/thanks/"));
    world.count();
    assertEquals(List.of(1L), world.reached(percent, Dimension.SITE, ""));
    assertEquals(List.of(0L), world.reached(small, Dimension.SITE, ""));
  }

  @Test
  void other_steps_are_counted_from_the_start_and_another_name_is_not() {
    Goal goal = world.goal(0, GoalWorld.page("/a"));
    Track ada = world.visitor();
    world.log.play(ada.page(0, "/a"), ada.page(1, "/b"), world.visitor().page(2, "/b"));
    world.count();
    assertEquals(List.of(1L), world.reached(goal, Dimension.SITE, ""));

    world.goals.change(new Goal(goal.id(), world.site, "B", goal.steps(), 0, 0));
    assertEquals(List.of(1L), world.reached(goal, Dimension.SITE, ""));
    world.goals.change(new Goal(goal.id(), world.site, "B", List.of(GoalWorld.page("/b")), 0, 0));
    assertEquals(List.of(0L), world.reached(goal, Dimension.SITE, ""));
    world.count();
    assertEquals(List.of(2L), world.reached(goal, Dimension.SITE, ""));

    world.goals.remove(world.site, goal.id());
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM goal_day"));
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM goal_counted"));
  }

  @Test
  void what_was_counted_for_steps_that_were_changed_meanwhile_is_not_written() {
    Goal before = world.goal(0, GoalWorld.page("/a"));
    world.log.play(world.visitor().page(0, "/a"));
    world.goals.change(new Goal(before.id(), world.site, "B", List.of(GoalWorld.page("/b")), 0, 0));
    world
        .log
        .jdbi()
        .useTransaction(
            handle -> {
              DaySums sums = new DaySums();
              new CountedDays(handle)
                  .write(new CountedDays.Stale(before, 1, 1, null), sums, Track.START);
            });
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM goal_counted"));
  }

  @Test
  void days_whose_rows_were_dropped_for_their_age_keep_their_figures() {
    Goal goal = world.goal(0, GoalWorld.page("/a"));
    Track ada = world.visitor();
    world.log.play(ada.page(0, "/a"), ada.page(2 * GoalWorld.DAY, "/a"));
    world.count();
    world
        .log
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM page_view");
              handle.execute("UPDATE traffic_change SET changes = changes + 1");
              handle.execute(
                  "INSERT INTO traffic_floor VALUES (?, ?)",
                  world.site,
                  Track.minute(GoalWorld.DAY).toEpochMilli());
            });
    world.count();
    assertEquals(List.of(1L, 0L, 0L), world.ends(goal, 3));
    assertTrue(!world.figures().progress(GoalWorld.of(goal)).isUnderWay());
  }

  @Test
  void rows_that_go_for_their_age_raise_the_floor_and_nothing_lowers_it() {
    Track ada = world.visitor();
    world.log.play(ada.page(0, "/a"));
    world.keep(ada, Track.minute(GoalWorld.DAY));
    world.keep(ada, Track.minute(0));
    assertEquals(
        Track.minute(GoalWorld.DAY).toEpochMilli(),
        world.log.count("SELECT floor_at FROM traffic_floor"));
  }

  @Test
  void a_visitor_who_comes_back_changes_nothing_of_the_days_before() {
    Track ada = world.visitor();
    world.log.play(ada.page(0, "/a"));
    long before = world.log.count("SELECT SUM(changes) FROM traffic_change");
    world.log.play(ada.page(3 * GoalWorld.DAY, "/a"));
    assertEquals(before + 1, world.log.count("SELECT SUM(changes) FROM traffic_change"));
    world.log.play(ada.page(1, "/a"));
    assertEquals(before + 2, world.log.count("SELECT SUM(changes) FROM traffic_change"));
  }

  @Test
  void a_day_that_changes_again_and_again_is_not_counted_all_the_time() {
    Goal goal = world.goal(0, GoalWorld.page("/a"));
    world.log.play(world.visitor().page(0, "/a"));
    world.count();
    world.log.play(world.visitor().page(1, "/a"));
    assertTrue(world.counter.runOnce());
    world.log.play(world.visitor().page(2, "/a"));
    assertTrue(!world.counter.runOnce(), "it rests");
    assertEquals(List.of(2L), world.ends(goal, 1));
    world.log.clock().set(world.log.clock().instant().plus(Duration.ofSeconds(3)));
    world.count();
    assertEquals(List.of(3L), world.ends(goal, 1));
  }

  @Test
  void are_told_apart_by_where_visits_came_from() {
    Goal goal = world.goal(0, GoalWorld.page("/thanks"));
    Track ada = world.visitor();
    world.log.play(
        ada.page(0, "/?utm_source=letter&utm_medium=email&utm_campaign=Spring"),
        ada.page(1, "/thanks"),
        world.visitor().page(0, "/thanks"));
    world.count();
    assertEquals(List.of(1L), world.reached(goal, Dimension.CHANNEL, "email"));
    assertEquals(List.of(1L), world.reached(goal, Dimension.CAMPAIGN, "Spring\tletter\temail"));
    assertEquals(List.of(1L), world.reached(goal, Dimension.ENTRY, "/"));
    GoalFigures.Row row =
        world.figures().by(GoalWorld.of(goal), Dimension.CHANNEL, GoalWorld.days(1)).getFirst();
    assertEquals(1, row.visits());
  }
}
