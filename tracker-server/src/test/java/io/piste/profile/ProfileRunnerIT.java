package io.piste.profile;

import static io.piste.profile.ProfileWorld.SITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.consent.Purpose;
import io.piste.contact.ContactChanges;
import io.piste.contact.ContactEdit;
import io.piste.contact.Contacts;
import io.piste.contact.Editor;
import io.piste.protocol.OrderStatus;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Profiles of contacts, from their events to their rows. */
final class ProfileRunnerIT {
  private static final String ADA = "ada@mail.example";
  private static final String BOB = "bob@mail.example";
  private static final double DAY = 24 * 60;

  private ProfileWorld world;
  private long intent;

  @BeforeEach
  void start() {
    world = new ProfileWorld();
    world.tag(RuleKind.PAGE, "/teas/*", "tea", "1");
    intent = world.score(Score.plain("intent"), ScoreMode.EACH, RuleKind.PAGE, "/checkout*", "10");
    world.log.clock().set(Track.minute(10));
    world.settle();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void what_is_projected_counts_with_the_next_turn_of_the_crank() {
    Track ada = Track.fresh();
    world.log.play(ada.page(0, "/teas/green"), ada.page(1, "/checkout"));
    world.runner.runOnce();
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM profile"), "nobody is known");

    world.log.play(ada.proves(2, ADA));
    world.runner.runOnce();

    assertEquals("{intent=10, tea=1} engagement", world.told(ADA));
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
    List<LedgerLine> ledger = world.profiles.ledger(SITE, world.contact(ADA), Track.minute(10), 9);
    assertEquals("/checkout", ledger.getFirst().reason());
    assertEquals(Track.minute(1), ledger.getFirst().at());
  }

  @Test
  void acts_go_to_whose_stretch_of_time_they_are_in() {
    Track shared = Track.fresh();
    world.log.play(shared.page(0, "/teas/a"), shared.proves(1, ADA), shared.page(2, "/teas/b"));
    world.log.play(shared.proves(3, BOB), shared.page(4, "/checkout"));
    world.settle();

    assertEquals("{tea=2} engagement", world.told(ADA));
    assertEquals("{intent=10} engagement", world.told(BOB));
  }

  @Test
  void who_is_corrected_loses_it_and_the_other_gets_it() {
    Track ada = Track.fresh();
    world.log.play(ada.claims(0, "typo@mail.example"), ada.page(1, "/teas/a"));
    world.settle();
    assertEquals("{tea=1} engagement", world.told("typo@mail.example"));

    world.log.play(ada.claims(2, ADA));
    world.settle();

    assertEquals("{} engagement", world.told("typo@mail.example"));
    assertEquals("{tea=1} engagement", world.told(ADA));
  }

  @Test
  void without_consent_for_a_profile_there_is_none() {
    Track ada = Track.fresh().allowing(EnumSet.of(Purpose.VISITS, Purpose.CARTS));
    world.log.play(ada.page(0, "/teas/a"), ada.page(1, "/checkout"), ada.proves(2, ADA));
    world.settle();

    assertEquals(0, world.log.count("SELECT COUNT(*) FROM profile_act"));
    assertEquals("{} engagement", world.told(ADA));
  }

  @Test
  void c10_a_withdrawal_removes_the_profile_and_what_waits_in_the_log_does_not_bring_it_back() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"), ada.page(1, "/checkout"));
    world.log.play(bob.proves(0, BOB), bob.page(1, "/teas/a"));
    world.settle();
    lose(ada, Purpose.PROFILE);

    ProfileEraser eraser = new ProfileEraser(world.jdbi(), world.log.clock());
    assertTrue(eraser.runOnce());
    world.log.play(ada.page(2, "/teas/late"));
    world.settle();

    assertEquals("{} engagement", world.told(ADA));
    assertEquals("{tea=1} engagement", world.told(BOB));
    world.log.clock().advance(Duration.ofMinutes(6));
    assertTrue(eraser.runOnce(), "once more, for what was being projected");
    assertFalse(eraser.runOnce());
  }

  @Test
  void c10_who_takes_back_another_purpose_keeps_the_profile() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
    lose(ada, Purpose.CARTS);

    assertFalse(new ProfileEraser(world.jdbi(), world.log.clock()).runOnce());
    world.settle();
    assertEquals("{tea=1} engagement", world.told(ADA));
  }

  @Test
  void d4_of_the_restricted_nothing_new_is_derived_and_they_are_in_nothing() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
    world.settle();
    world.change("UPDATE contact SET restricted_at = 1");
    world.watch.seen.clear();

    world.log.play(ada.page(2, "/teas/b"), ada.page(3, "/checkout"));
    world.settle();

    assertEquals("{tea=1} engagement", world.told(ADA));
    assertEquals(List.of(world.contact(ADA)), world.watch.gone);
    assertEquals(List.of(), world.watch.seen);

    world.change("UPDATE contact SET restricted_at = NULL");
    note(world.contact(ADA));
    world.settle();
    assertEquals("{intent=10, tea=2} engagement", world.told(ADA));
  }

  @Test
  void of_who_is_gone_nothing_is_left() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"), ada.page(2, "/checkout"));
    world.settle();
    ContactId contact = world.contact(ADA);
    world.change("DELETE FROM contact");
    note(contact);
    world.settle();

    assertEquals(List.of(), world.rows());
    assertEquals(List.of(contact), world.watch.gone);
  }

  @Test
  void time_alone_ends_a_stage() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.order(1, "o1", null));
    world.settle();
    assertEquals(Stage.TRANSFORMATION, world.of(ADA).stage());

    world.log.clock().set(Track.minute(31 * DAY));
    world.settle();

    assertEquals(Stage.ENGAGEMENT, world.of(ADA).stage());
    assertEquals(
        List.of("ENGAGEMENT TRANSFORMATION", "TRANSFORMATION ENGAGEMENT"),
        new Stages(world.jdbi(), world.log.clock())
            .moves(SITE, world.contact(ADA), 9).stream()
                .map(move -> move.stage() + " " + move.was())
                .toList());
  }

  @Test
  void those_who_watch_see_people_again_when_they_want_to() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA));
    ContactId contact = world.contact(ADA);
    world.watch.again.put(contact, Track.minute(100));
    world.settle();
    world.watch.seen.clear();
    world.watch.again.clear();
    world.settle();
    assertEquals(List.of(), world.watch.seen);

    world.log.clock().set(Track.minute(100));
    world.settle();

    assertEquals(1, world.watch.seen.size());
    assertEquals(contact, world.watch.seen.getFirst().contact());
  }

  @Test
  void a_stage_that_was_set_by_hand_stays_until_the_rule_decides_again() {
    Track ada = Track.fresh();
    Stages stages = new Stages(world.jdbi(), world.log.clock());
    world.log.play(ada.proves(0, ADA));
    world.settle();
    stages.set(SITE, world.contact(ADA), Stage.LOYALTY);
    world.log.play(ada.order(1, "o1", null));
    world.settle();
    assertEquals(Stage.LOYALTY, world.of(ADA).stage());
    assertTrue(stages.of(SITE, world.contact(ADA)).orElseThrow().byHand());

    stages.byRule(SITE, world.contact(ADA));
    world.settle();

    assertEquals(Stage.TRANSFORMATION, world.of(ADA).stage());
  }

  @Test
  void who_was_made_by_hand_has_a_profile_at_the_site_that_knows_them() {
    Editor marie = new Editor(Editor.Way.HAND, "marie@shop.example", world.log.clock().instant());
    world
        .jdbi()
        .useTransaction(
            handle ->
                new Contacts(world.jdbi())
                    .make(handle, SITE, Map.of(new EmailAddress(ADA), ContactEdit.NONE), marie));
    world.settle();
    assertEquals(1, world.log.count("SELECT COUNT(*) FROM profile WHERE site_id = 1"));
    assertEquals("{} engagement", world.told(ADA));
  }

  @Test
  void given_tags_are_in_the_profile_and_go_when_they_are_taken() {
    Track ada = Track.fresh();
    GivenTags given = new GivenTags(world.jdbi(), world.log.clock());
    world.log.play(ada.proves(0, ADA));
    given.give(SITE, world.contact(ADA), "VIP");
    world.settle();
    assertTrue(world.of(ADA).tag("vip").orElseThrow().given());

    given.take(SITE, world.contact(ADA), "VIP");
    world.settle();
    assertTrue(world.of(ADA).tags().isEmpty());
  }

  @Test
  void a_kill_between_two_moments_loses_nothing_and_doubles_nothing() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"), ada.page(2, "/checkout"));
    world.watch.failures = 1;
    assertThrows(ProfileWorld.Killed.class, world.runner::runOnce);
    assertEquals(List.of(), world.rows());

    world.runner = world.fresh();
    world.settle();

    assertEquals("{intent=10, tea=1} engagement", world.told(ADA));
    note(world.contact(ADA));
    List<String> rows = world.rows();
    world.settle();
    assertEquals(rows, world.rows());
  }

  @Test
  void who_cannot_be_worked_out_holds_up_nobody_and_is_tried_again() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Track other = Track.fresh();
      others.add("other" + i + "@mail.example");
      world.log.play(other.proves(0, others.getLast()), other.page(1, "/teas/a"));
    }
    world.watch.poisoned.add(world.contact(ADA));

    world.settle();

    others.forEach(other -> assertEquals("{tea=1} engagement", world.told(other)));
    assertEquals("{} engagement", world.told(ADA));
    assertEquals(0, world.log.count("SELECT COUNT(*) FROM contact_change"));
    assertEquals(1, world.meters.counter("piste.profile.failed").count());

    world.log.clock().advance(SetAside.AGAIN.minusSeconds(1));
    world.settle();
    assertEquals(1, world.meters.counter("piste.profile.failed").count(), "not yet again");
    world.log.clock().advance(Duration.ofSeconds(1));
    world.settle();
    assertEquals(2, world.meters.counter("piste.profile.failed").count());

    world.watch.poisoned.clear();
    world.log.clock().advance(SetAside.AGAIN);
    world.settle();
    assertTrue(world.of(ADA).tag("tea").isPresent());
  }

  @Test
  void a_run_goes_on_past_who_cannot_be_worked_out() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.page(1, "/teas/a"));
    world.log.play(bob.proves(0, BOB), bob.page(1, "/teas/a"));
    world.settle();
    world.watch.poisoned.add(world.contact(ADA));
    world.tag(RuleKind.PAGE, "/teas/*", "hot", "2");
    world.settle();

    ProfileRun run = world.runs.latest(SITE).orElseThrow();
    assertEquals(ProfileRun.State.DONE, run.state());
    assertEquals(2, run.seen());
    assertEquals("{hot=2, tea=1} engagement", world.told(BOB));
    assertEquals("{tea=1} engagement", world.told(ADA));

    world.watch.poisoned.clear();
    world.log.clock().advance(SetAside.AGAIN);
    world.settle();
    assertTrue(world.of(ADA).tag("hot").isPresent());
  }

  @Test
  void an_order_that_is_cancelled_or_paid_back_counts_for_no_stage() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.order(1, "o1", null), ada.order(2, "o2", null));
    world.settle();
    assertEquals(Stage.LOYALTY, world.of(ADA).stage());

    world.log.play(ada.orderIs(3, "o2", OrderStatus.CANCELLED));
    world.settle();
    assertEquals(Stage.TRANSFORMATION, world.of(ADA).stage());

    world.log.play(ada.orderIs(4, "o1", OrderStatus.REFUNDED));
    world.settle();
    assertEquals(Stage.ENGAGEMENT, world.of(ADA).stage());
  }

  @Test
  void two_at_a_time_do_not_hinder_each_other() {
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA));
    ProfileRunner other = world.fresh();
    world.runner.runOnce();
    assertFalse(other.runOnce(), "nothing is left");
    assertEquals(1, world.log.count("SELECT COUNT(*) FROM profile"));
  }

  @Test
  void points_keep_their_decimals_and_come_from_the_api_and_the_ledger_alike() {
    world.rule(intent, ScoreMode.COEFFICIENT, RuleKind.ORDER, "*", "0.1234");
    Track ada = Track.fresh();
    world.log.play(ada.proves(0, ADA), ada.order(1, "o1", null));
    world.settle();

    BigDecimal points = world.of(ADA).pointsAt(intent, Track.minute(10));
    assertEquals(new BigDecimal("0.518"), points);
    assertEquals(
        points,
        world.profiles.ledger(SITE, world.contact(ADA), Track.minute(10), 9).getFirst().points());
  }

  private void note(ContactId contact) {
    world.jdbi().useHandle(handle -> ContactChanges.note(handle, null, contact));
  }

  private void lose(Track visitor, Purpose purpose) {
    world
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        "INSERT INTO consent_lost (site_id, visitor_id, purposes, lost_at)"
                            + " VALUES (:site, :visitor, :purposes, :at)")
                    .bind("site", visitor.site())
                    .bind("visitor", visitor.visitor())
                    .bind("purposes", Purpose.bits(EnumSet.of(purpose)))
                    .bind("at", world.log.clock().instant())
                    .execute());
  }
}
