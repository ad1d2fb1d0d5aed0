package io.piste.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.contact.Editor;
import io.piste.contact.Restrictions;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.protocol.Proof;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.TestDatabase;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the mails about a left cart are due, and to whom there are none. */
final class CartRecoveryIT {
  private static final Duration LEFT = Duration.ofMinutes(30);

  private static TestDatabase database;
  private CartWorld world;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void openShop() {
    world = CartWorld.on(database.jdbi());
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void three_mails_follow_a_left_cart_at_their_times() {
    Shopper shopper = world.shopper();
    long cart = world.cart(shopper.visitor());

    world.pass(LEFT.minusMillis(1));
    assertEquals(List.of(), world.enrolments.ofCart(cart), "it is not left yet");
    world.pass(Duration.ofMillis(1));
    Instant left = world.clock.instant();
    assertEquals("running", world.verdict(cart));
    assertEquals(List.of(), world.mails(shopper));

    world.pass(Duration.ofHours(1));
    world.pass(Duration.ofHours(23));
    world.pass(Duration.ofDays(2));
    assertEquals(List.of(1, 2, 3), world.mails(shopper).stream().map(OutboxMessage::step).toList());
    assertEquals(
        List.of(
            left.plus(Duration.ofHours(1)),
            left.plus(Duration.ofHours(24)),
            left.plus(Duration.ofHours(72))),
        world.mails(shopper).stream().map(OutboxMessage::dueAt).toList());
    assertEquals("completed", world.verdict(cart));
  }

  @Test
  void after_a_long_standstill_one_mail_goes_out_and_not_three() {
    Shopper shopper = world.shopper();
    world.cart(shopper.visitor());
    world.pass(LEFT);
    world.pass(Duration.ofHours(30));
    assertEquals(List.of(2), world.mails(shopper).stream().map(OutboxMessage::step).toList());
  }

  @Test
  void the_same_step_is_queued_once_however_often_it_is_taken() {
    Shopper shopper = world.waiting();
    world.change("UPDATE enrolment SET step = 1, due_at = 0, state = 'running'");
    world.turn();
    assertEquals(
        1, world.mails(shopper).stream().filter(mail -> mail.dedupeKey().endsWith(":1")).count());
  }

  @Test
  void refuses_recovery_off() {
    world.change("UPDATE site SET cart_recovery = FALSE");
    assertRefused(Reason.RECOVERY_OFF);
  }

  @Test
  void refuses_no_restore_url() {
    world.change("UPDATE site SET restore_url = NULL");
    assertRefused(Reason.NO_RESTORE_URL);
  }

  @Test
  void refuses_no_sender() {
    for (String column : List.of("sender_name", "sender_email", "postal_address")) {
      world.change("UPDATE site SET " + column + " = NULL");
      assertRefused(Reason.NO_SENDER);
    }
  }

  private void assertRefused(Reason reason) {
    world.sites.refresh();
    Shopper shopper = world.shopper();
    assertRefused(reason, shopper, world.cart(shopper.visitor()));
  }

  private void assertRefused(Reason reason, Shopper shopper, long cart) {
    world.pass(LEFT);
    assertEquals("refused " + reason.word(), world.verdict(cart));
    assertTrue(world.meters.counter("piste.carts.left", "verdict", reason.word()).count() >= 1);
    world.pass(Duration.ofDays(4));
    assertEquals(List.of(), world.mails(shopper), "a refused cart gets no mail later either");
  }

  @Test
  void refuses_empty_cart() {
    Shopper shopper = world.shopper();
    assertRefused(Reason.EMPTY_CART, shopper, world.cart(shopper.visitor(), List.of()));
  }

  @Test
  void refuses_no_tracker_consent_also_when_other_purposes_are_allowed() {
    Shopper shopper = world.shopper();
    world.allow(shopper.visitor(), Purpose.VISITS, Purpose.PROFILE);
    assertRefused(Reason.NO_TRACKER_CONSENT, shopper, world.cart(shopper.visitor()));
  }

  @Test
  void refuses_no_contact() {
    VisitorId visitor = VisitorId.random();
    world.allow(visitor, Purpose.CARTS);
    long cart = world.cart(visitor);
    world.pass(LEFT);
    assertEquals("refused no_contact", world.verdict(cart));
  }

  @Test
  void refuses_owner_unclear() {
    Shopper shopper = world.shopper();
    long cart = world.cart(shopper.visitor());
    world.known(shopper.visitor(), "somebody.else@mail.example", Proof.VERIFIED);
    assertRefused(Reason.OWNER_UNCLEAR, shopper, cart);
  }

  @Test
  void refuses_no_marketing_consent_when_the_box_was_not_ticked_or_never_shown() {
    Shopper unticked = world.shopper();
    world.change(
        "UPDATE marketing_permission SET granted = FALSE WHERE contact_id = ?", unticked.contact());
    assertRefused(Reason.NO_MARKETING_CONSENT, unticked, world.cart(unticked.visitor()));
    Shopper never = world.shopper();
    world.change("DELETE FROM marketing_permission WHERE contact_id = ?", never.contact());
    assertRefused(Reason.NO_MARKETING_CONSENT, never, world.cart(never.visitor()));
  }

  @Test
  void refuses_suppressed() {
    Shopper shopper = world.shopper();
    suppress(shopper);
    assertRefused(Reason.SUPPRESSED, shopper, world.cart(shopper.visitor()));
  }

  @Test
  void refuses_restricted_and_stops_what_runs() {
    Shopper shopper = world.shopper();
    restrict(shopper);
    assertRefused(Reason.RESTRICTED, shopper, world.cart(shopper.visitor()));
    assertStopsAtNextStep(Reason.RESTRICTED, this::restrict);
  }

  private void restrict(Shopper shopper) {
    new Restrictions(world.jdbi)
        .restrict(
            shopper.contact(),
            "asked on the phone",
            new Editor(Editor.Way.HAND, "marie@mail.example", world.clock.instant()));
  }

  private void suppress(Shopper shopper) {
    world.jdbi.useHandle(
        handle ->
            world.suppressions.add(
                handle, world.site().id(), shopper.email(), "bounced", world.clock.instant()));
  }

  @Test
  void refuses_recent_sequence_for_seven_days_also_from_another_browser() {
    Shopper shopper = world.waiting();
    long soon = world.cart(shopper.visitor());
    world.pass(LEFT);
    assertEquals("refused recent_sequence", world.verdict(soon));

    world.pass(Duration.ofDays(6));
    Shopper elsewhere = world.shopper(shopper.email().value());
    long other = world.cart(elsewhere.visitor());
    world.pass(LEFT);
    assertEquals("refused recent_sequence", world.verdict(other));

    world.pass(Duration.ofDays(1));
    long later = world.cart(shopper.visitor());
    world.pass(LEFT);
    assertEquals("running", world.verdict(later));
  }

  @Test
  void a_sequence_that_ended_before_its_first_mail_does_not_count() {
    Shopper shopper = world.shopper();
    long cart = world.cart(shopper.visitor());
    world.pass(LEFT);
    world.state(cart, "open");
    world.pass(Duration.ofMinutes(10));
    assertEquals("stopped cart_active", world.verdict(cart));
    world.pass(LEFT);
    assertEquals("running", world.verdict(cart));
    assertEquals(2, world.enrolment(cart).round());
  }

  @Test
  void newer_cart_wins_before_the_first_mail() {
    Shopper desk = world.shopper();
    Shopper phone = world.shopper(desk.email().value());
    long older = world.cart(desk.visitor());
    world.clock.advance(Duration.ofMinutes(1));
    long newer = world.cart(phone.visitor());
    world.pass(LEFT);
    assertEquals("stopped newer_cart", world.verdict(older));
    assertEquals("running", world.verdict(newer));
    world.pass(Duration.ofHours(1));
    assertEquals(1, world.mails(desk).size());
  }

  @Test
  void stops_ordered() {
    assertStops(Reason.ORDERED, (shopper, cart) -> world.state(cart, "ordered"));
    assertStops(Reason.ORDERED, (shopper, cart) -> world.state(cart, "recovered"));
  }

  @Test
  void stops_cart_active() {
    assertStops(Reason.CART_ACTIVE, (shopper, cart) -> world.state(cart, "open"));
  }

  @Test
  void stops_cart_emptied() {
    assertStops(Reason.CART_EMPTIED, (shopper, cart) -> world.state(cart, "emptied"));
  }

  @Test
  void stops_consent_withdrawn() {
    assertStops(Reason.CONSENT_WITHDRAWN, (shopper, cart) -> world.allow(shopper.visitor()));
  }

  @Test
  void stops_permission_withdrawn() {
    assertStops(
        Reason.PERMISSION_WITHDRAWN,
        (shopper, cart) ->
            world.change(
                "UPDATE marketing_permission SET granted = FALSE WHERE contact_id = ?",
                shopper.contact()));
  }

  @Test
  void stops_unsubscribed() {
    assertStops(
        Reason.UNSUBSCRIBED,
        (shopper, cart) -> world.unsubscriptions.unsubscribe(world.site().id(), shopper.contact()));
  }

  private interface Happening {
    void to(Shopper shopper, long cart);
  }

  /** Between two mails something happens: the next look stops the rest and takes back the mail. */
  private void assertStops(Reason reason, Happening happening) {
    Shopper shopper = world.shopper();
    long cart = world.cart(shopper.visitor());
    world.pass(LEFT);
    world.pass(Duration.ofHours(1));
    assertEquals(List.of(OutboxState.QUEUED), states(shopper));
    happening.to(shopper, cart);
    world.turn();
    assertEquals("stopped " + reason.word(), world.verdict(cart));
    assertEquals(List.of(OutboxState.CANCELLED), states(shopper));
    assertEquals(reason.word(), world.mails(shopper).getFirst().reason());
    world.pass(Duration.ofDays(4));
    assertEquals(1, world.mails(shopper).size(), "nothing follows");
  }

  private List<OutboxState> states(Shopper shopper) {
    return world.mails(shopper).stream().map(OutboxMessage::state).toList();
  }

  @Test
  void stops_not_theirs_suppressed_and_recovery_off_when_the_next_mail_is_due() {
    assertStopsAtNextStep(
        Reason.NOT_THEIRS,
        shopper -> world.known(shopper.visitor(), "other@mail.example", Proof.VERIFIED));
    assertStopsAtNextStep(Reason.SUPPRESSED, this::suppress);
    assertStopsAtNextStep(
        Reason.RECOVERY_OFF,
        shopper -> {
          world.change("UPDATE site SET cart_recovery = FALSE");
          world.sites.refresh();
        });
  }

  private interface Change {
    void of(Shopper shopper);
  }

  private void assertStopsAtNextStep(Reason reason, Change change) {
    Shopper shopper = world.shopper();
    long cart = world.cart(shopper.visitor());
    world.pass(LEFT);
    change.of(shopper);
    world.pass(Duration.ofHours(1));
    assertEquals("stopped " + reason.word(), world.verdict(cart));
    assertEquals(List.of(), world.mails(shopper));
  }

  @Test
  void superseded_is_the_mail_that_waited_until_the_next_was_due() {
    Shopper shopper = world.waiting();
    world.pass(Duration.ofHours(23));
    assertEquals(2, world.mails(shopper).size());
    CartRecoveryRecheck recheck = new CartRecoveryRecheck(world.enrolments, world.sequences);
    List<String> answers =
        world.mails(shopper).stream()
            .map(mail -> world.jdbi.withHandle(handle -> recheck.whyNot(handle, mail)))
            .map(answer -> answer.orElse("may leave"))
            .toList();
    assertEquals(List.of("superseded", "may leave"), answers);
  }

  @Test
  void every_reason_has_a_test_here() {
    List<String> tests =
        Arrays.stream(CartRecoveryIT.class.getDeclaredMethods()).map(Method::getName).toList();
    for (Reason reason : Reason.values()) {
      boolean tested = tests.stream().anyMatch(test -> test.contains(reason.word()));
      assertTrue(tested, "no test for " + reason);
    }
  }

  @Test
  void many_carts_of_one_person_and_several_runners_make_one_sequence() throws Exception {
    Shopper first = world.shopper();
    for (int i = 0; i < 20; i++) {
      world.cart(world.shopper(first.email().value()).visitor());
      world.cart(world.shopper().visitor());
    }
    world.clock.advance(LEFT);
    runAtOnce(4, () -> world.triggers.runOnce());
    world.turn();
    long running =
        world.enrolments.ofContact(first.contact()).stream()
            .filter(enrolment -> enrolment.state() == EnrolmentState.RUNNING)
            .count();
    assertEquals(1, running);
    assertEquals(20, world.enrolments.ofContact(first.contact()).size());
    world.clock.advance(Duration.ofHours(1));
    runAtOnce(4, () -> world.steps.runOnce());
    assertEquals(1, world.mails(first).size());
  }

  private static void runAtOnce(int threads, Runnable work)
      throws InterruptedException, ExecutionException {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<?>> all =
          IntStream.range(0, threads).<Future<?>>mapToObj(i -> pool.submit(work)).toList();
      for (Future<?> each : all) {
        each.get();
      }
    }
  }
}
