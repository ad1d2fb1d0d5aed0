package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.contact.ContactChanges;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everybody worked out anew, and what is the same however it came about. */
final class ProfileRunsIT {
  private static final String ADA = "ada@mail.example";
  private static final double DAY = 24 * 60;

  private ProfileWorld world;
  private long intent;

  @BeforeEach
  void start() {
    world = new ProfileWorld();
    world.tag(RuleKind.PAGE, "/p1*", "one", "1");
    world.tag(RuleKind.PRODUCT, "*", "shop", "2.5");
    intent =
        world.score(
            new Score(0, "intent", "", 20, new BigDecimal("-5"), new BigDecimal("40")),
            ScoreMode.EACH,
            RuleKind.PAGE,
            "/p*",
            "7.25");
    world.rule(intent, ScoreMode.EACH, RuleKind.CART, "*", "-3");
    world.rule(intent, ScoreMode.ONCE, RuleKind.ORDER, "*", "11");
    world.log.clock().set(Track.minute(100 * DAY));
    world.settle();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void a_changed_rule_changes_what_it_gave_before() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/p1"));
    world.settle();
    assertFalse(world.runs.latest(SITE).orElseThrow().isUnfinished());

    TagRule rule = world.tags.of(SITE).getFirst();
    world.tags.change(
        SITE, new TagRule(rule.id(), rule.match(), "first", BigDecimal.TEN, Instant.EPOCH));
    world.settle();

    assertEquals(List.of("first"), world.of(ADA).tags().stream().map(InterestTag::tag).toList());
    ProfileRun run = world.runs.latest(SITE).orElseThrow();
    assertEquals(ProfileRun.State.DONE, run.state());
    assertEquals(ProfileRun.Reason.RULES, run.reason());
    assertEquals(1, run.seen());
    assertEquals(100, run.percent());

    world.tags.remove(SITE, rule.id());
    world.settle();
    assertTrue(world.of(ADA).tags().isEmpty());
  }

  @Test
  void a_removed_score_leaves_nothing_and_its_name_is_free_at_once() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/p1"));
    world.settle();
    world.scores.remove(SITE, intent);
    assertEquals(List.of(), world.of(ADA).scores());
    assertTrue(world.scores.add(SITE, Score.plain("intent")).isPresent());
    world.settle();

    assertEquals(0, world.log.count("SELECT COUNT(*) FROM profile_score"));
    assertEquals(1, world.log.count("SELECT COUNT(*) FROM score"));
  }

  @Test
  void only_differences_are_written_and_counted() {
    play(5, people(5, 60));
    List<String> rows = world.rows();
    world.runs.ask(SITE);
    world.settle();
    assertEquals(0, world.runs.latest(SITE).orElseThrow().written());
    assertEquals(ProfileRun.Reason.HAND, world.runs.latest(SITE).orElseThrow().reason());

    world.change("UPDATE profile_score SET points = points + 1 LIMIT 2");
    world.change("DELETE FROM profile_tag LIMIT 1");
    assertNotEquals(rows, world.rows());
    world.runs.ask(SITE);
    world.settle();

    assertEquals(3, world.runs.latest(SITE).orElseThrow().written());
    assertEquals(rows, world.rows());
  }

  @Test
  void a_run_that_is_killed_goes_on_where_it_was() {
    play(6, people(6, 40));
    List<String> rows = world.rows();
    world.change("UPDATE profile_tag SET level = 0");
    world.runs.ask(SITE);
    world.runner.runOnce();
    assertEquals(ProfileRun.State.RUNNING, world.runs.latest(SITE).orElseThrow().state());
    world.watch.failures = 1;
    assertThrows(ProfileWorld.Killed.class, world.runner::runOnce);
    assertEquals(0, world.runs.latest(SITE).orElseThrow().seen(), "rolled back");

    world.runner = world.fresh();
    world.settle();

    ProfileRun run = world.runs.latest(SITE).orElseThrow();
    assertEquals(ProfileRun.State.DONE, run.state());
    assertEquals(world.log.count("SELECT COUNT(*) FROM profile WHERE site_id = 1"), run.seen());
    assertEquals(rows, world.rows());
  }

  @Test
  void a_newer_run_takes_the_place_of_one_that_is_not_done() {
    play(7, people(7, 30));
    world.runs.ask(SITE);
    world.runner.runOnce();
    world.runs.ask(SITE);
    assertEquals(
        List.of(ProfileRun.State.WAITING, ProfileRun.State.REPLACED),
        world.runs.list(SITE, 2).stream().map(ProfileRun::state).toList());
    world.settle();
    assertFalse(world.runs.latest(SITE).orElseThrow().isUnfinished());
  }

  @Test
  void running_is_what_a_run_works_out_and_the_sum_of_the_ledger() {
    for (long seed = 20; seed < 24; seed++) {
      world.log.clear();
      play(seed, people(seed, 80));
      List<String> running = world.rows();
      Instant now = world.log.clock().instant();
      for (int i = 0; i < 4; i++) {
        String email = "p" + i + "@mail.example";
        if (world.log.count("SELECT COUNT(*) FROM contact WHERE email = '" + email + "'") > 0) {
          BigDecimal sum =
              world.profiles.ledger(SITE, world.contact(email), now, 10_000).stream()
                  .map(LedgerLine::points)
                  .reduce(BigDecimal.ZERO, BigDecimal::add);
          BigDecimal points = world.of(email).pointsAt(intent, now);
          assertEquals(0, points.compareTo(sum), "seed " + seed + " " + email);
        }
      }
      world.change("DELETE FROM profile_tag");
      world.change("DELETE FROM profile_score");
      world.runs.ask(SITE);
      world.settle();
      assertEquals(running, world.rows(), "seed " + seed);
    }
  }

  @Test
  void the_order_of_two_visitors_events_does_not_matter() {
    for (long seed = 30; seed < 33; seed++) {
      List<LoggedEvent> events = people(seed, 60);
      world.log.clear();
      play(seed, events);
      List<String> one = told();
      Collections.shuffle(events, new Random(seed));
      world.log.clear();
      play(seed + 1, events);
      assertEquals(one, told(), "seed " + seed);
    }
  }

  @Test
  void a_link_that_is_undone_leaves_what_would_be_there_without_it() {
    for (long seed = 40; seed < 43; seed++) {
      Track phone = Track.fresh();
      List<LoggedEvent> own = people(seed, 40);
      own.add(Track.fresh().proves(0, "p1@mail.example"));
      List<LoggedEvent> phones = acts(phone, new Random(seed), 20);
      world.log.clear();
      play(seed, own);
      world.log.play(phones);
      world.settle();
      List<String> never = told();

      world.log.play(phone.proves(99 * DAY, "p1@mail.example"));
      world.settle();
      assertNotEquals(never, told(), "seed " + seed);
      undo(phone);
      world.settle();

      assertEquals(never, told(), "seed " + seed);
    }
  }

  private void undo(Track visitor) {
    for (String table : List.of("identity_statement", "identity_link")) {
      world
          .jdbi()
          .useTransaction(
              handle -> {
                ContactChanges.noteVisitors(handle, SITE, List.of(visitor.visitor()));
                handle
                    .createUpdate("DELETE FROM " + table + " WHERE visitor_id = :visitor")
                    .bind("visitor", visitor.visitor())
                    .execute();
              });
    }
  }

  /** Plays them in batches of any size, and settles now and then. */
  private void play(long seed, List<LoggedEvent> events) {
    Random random = new Random(seed);
    int from = 0;
    while (from < events.size()) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(20));
      world.log.play(events.subList(from, to));
      if (random.nextInt(3) == 0) {
        world.runner.runOnce();
      }
      from = to;
    }
    world.settle();
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String email = "p" + i + "@mail.example";
      if (world.log.count("SELECT COUNT(*) FROM contact WHERE email = '" + email + "'") > 0) {
        Profile profile = world.of(email);
        told.add(
            email
                + profile.scores()
                + profile.stage()
                + profile.tags().stream()
                    .map(tag -> tag.tag() + Math.round(tag.level() * 1e6))
                    .toList());
      }
    }
    return told;
  }

  /** Three visitors who are four people at times, over 90 days. */
  private static List<LoggedEvent> people(long seed, int most) {
    Random random = new Random(seed);
    List<LoggedEvent> events = new ArrayList<>();
    for (int v = 0; v < 3; v++) {
      Track visitor = Track.fresh();
      events.addAll(acts(visitor, random, most));
      for (int i = random.nextInt(3); i >= 0; i--) {
        String email = "p" + random.nextInt(4) + "@mail.example";
        double minute = random.nextInt(90) * DAY + random.nextInt(1_000);
        events.add(
            random.nextBoolean() ? visitor.proves(minute, email) : visitor.claims(minute, email));
      }
    }
    Collections.shuffle(events, random);
    return events;
  }

  private static List<LoggedEvent> acts(Track visitor, Random random, int most) {
    List<LoggedEvent> acts = new ArrayList<>();
    for (int i = 0; i < 5 + random.nextInt(most); i++) {
      double minute = random.nextInt(90) * DAY + random.nextInt(1_000);
      acts.add(
          switch (random.nextInt(5)) {
            case 0 -> visitor.product(minute, "s" + random.nextInt(3));
            case 1 -> visitor.cart(minute, "c" + random.nextInt(2), (long) minute, 2);
            case 2 -> visitor.order(minute, "o" + random.nextInt(1_000), null);
            default -> visitor.page(minute, "/p" + random.nextInt(4));
          });
    }
    return acts;
  }
}
