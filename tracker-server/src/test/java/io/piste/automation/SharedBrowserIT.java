package io.piste.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.piste.base.VisitorId;
import io.piste.cart.StoredCart;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.protocol.Proof;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two people use one browser: a cart is told of to whom it belongs, or to nobody. */
final class SharedBrowserIT {
  private static final Duration LEFT = Duration.ofMinutes(30);
  private static final Duration FIRST_MAIL = Duration.ofHours(1);

  private static TestDatabase database;
  private final VisitorId browser = VisitorId.random();
  private final String ada = "ada" + UUID.randomUUID() + "@mail.example";
  private final String bob = "bob" + UUID.randomUUID() + "@mail.example";
  private CartWorld world;
  private long seq;

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
  void a_cart_that_one_left_is_not_told_of_to_the_next_who_signs_in() {
    Shopper first = signsIn(ada);
    long cart = fills("hers");
    world.pass(Duration.ofMinutes(10));
    Shopper next = signsIn(bob);

    assertNobodyIsToldOf(cart, first, next);
  }

  @Test
  void a_cart_of_a_stranger_who_typed_an_address_is_not_told_of_to_the_next_who_signs_in() {
    long cart = fills("hers");
    Shopper first = types(ada);
    world.pass(Duration.ofMinutes(10));
    Shopper next = signsIn(bob);

    assertNobodyIsToldOf(cart, first, next);
  }

  @Test
  void a_cart_is_not_told_of_to_the_next_who_types_an_address() {
    Shopper first = types(ada);
    long cart = fills("hers");
    world.pass(Duration.ofMinutes(10));
    Shopper next = types(bob);

    assertNobodyIsToldOf(cart, first, next);
  }

  @Test
  void a_cart_that_a_guest_filled_is_not_told_of_to_who_was_signed_in_before() {
    Shopper first = signsIn(ada);
    world.pass(Duration.ofMinutes(10));
    long cart = fills("his");
    Shopper guest = types(bob);

    assertNobodyIsToldOf(cart, first, guest);
  }

  private void assertNobodyIsToldOf(long cart, Shopper... people) {
    world.pass(LEFT);
    assertEquals("refused owner_unclear", world.verdict(cart));
    world.pass(Duration.ofDays(4));
    for (Shopper person : people) {
      assertEquals(List.of(), world.mails(person));
    }
  }

  @Test
  void a_sequence_ends_when_somebody_else_signs_in_before_the_next_mail() {
    Shopper first = signsIn(ada);
    long cart = fills("hers");
    world.pass(LEFT);
    world.pass(FIRST_MAIL);
    assertEquals(1, world.mails(first).size());
    Shopper next = signsIn(bob);

    world.pass(Duration.ofDays(4));

    assertEquals("stopped owner_unclear", world.verdict(cart));
    assertEquals(1, world.mails(first).size());
    assertEquals(List.of(), world.mails(next));
  }

  @Test
  void a_mail_that_is_about_to_leave_is_held_back_when_somebody_else_signed_in() {
    Shopper first = signsIn(ada);
    fills("hers");
    world.pass(LEFT);
    world.pass(FIRST_MAIL);
    OutboxMessage mail = world.mails(first).getFirst();
    assertEquals(OutboxState.QUEUED, mail.state());

    signsIn(bob);

    CartRecoveryRecheck recheck = new CartRecoveryRecheck(world.enrolments, world.sequences);
    assertEquals(
        "owner_unclear",
        world.jdbi.withHandle(handle -> recheck.whyNot(handle, mail)).orElse("may leave"));
  }

  @Test
  void what_somebody_did_between_two_logins_stays_theirs_whoever_signs_in_later() {
    Shopper first = signsIn(ada);
    long cart = fills("hers");
    world.pass(Duration.ofMinutes(5));
    signsIn(ada);
    world.pass(Duration.ofMinutes(10));
    Shopper next = signsIn(bob);

    world.pass(LEFT);
    world.pass(FIRST_MAIL);

    assertEquals("running", world.verdict(cart));
    assertEquals(first.contact(), world.enrolment(cart).contact());
    assertEquals(1, world.mails(first).size());
    assertEquals(List.of(), world.mails(next));
  }

  @Test
  void each_is_told_of_the_cart_filled_after_signing_in() {
    signsIn(ada);
    world.pass(Duration.ofDays(10));
    Shopper next = signsIn(bob);
    long cart = fills("his");

    world.pass(LEFT);
    world.pass(FIRST_MAIL);

    assertEquals(next.contact(), world.enrolment(cart).contact());
    assertEquals(1, world.mails(next).size());
  }

  @Test
  void in_a_household_the_address_typed_for_this_cart_counts() {
    Shopper first = types(ada);
    world.pass(Duration.ofDays(40));
    long cart = fills("his");
    Shopper next = types(bob);

    world.pass(LEFT);
    world.pass(FIRST_MAIL);

    assertEquals("running", world.verdict(cart));
    assertEquals(1, world.mails(next).size());
    assertEquals(List.of(), world.mails(first));
  }

  @Test
  void whoever_changes_a_cart_that_was_left_makes_it_their_own() {
    Shopper first = signsIn(ada);
    long cart = fills("theirs");
    world.pass(LEFT);
    world.pass(FIRST_MAIL);
    Shopper next = signsIn(bob);
    world.pass(Duration.ofMinutes(1));
    fills("theirs");

    world.pass(LEFT);
    world.pass(Duration.ofDays(4));

    assertEquals(next.contact(), world.enrolment(cart).contact());
    assertEquals(1, world.mails(first).size());
    assertFalse(world.mails(next).isEmpty());
  }

  @Test
  void an_order_of_the_earlier_person_elsewhere_closes_the_cart_on_the_shared_browser() {
    signsIn(ada);
    long cart = fills("hers");
    world.pass(Duration.ofMinutes(1));
    signsIn(ada);
    signsIn(bob);
    VisitorId phone = VisitorId.random();
    world.known(phone, ada, Proof.VERIFIED);

    world.play(world.track(phone).order(world.minute(), "o" + cart, null));

    assertFalse(world.carts.byId(cart).orElseThrow().isUnfinished());
  }

  @Test
  void an_order_of_a_guest_where_somebody_else_is_signed_in_closes_the_guests_cart_elsewhere() {
    long cart = fills("hers");
    types(ada);
    VisitorId phone = VisitorId.random();
    world.known(phone, bob, Proof.VERIFIED);
    world.pass(Duration.ofMinutes(1));
    world.known(phone, ada, Proof.CLAIMED);
    world.pass(Duration.ofMinutes(1));

    world.play(world.track(phone).order(world.minute(), "o" + cart, null));

    assertFalse(world.carts.byId(cart).orElseThrow().isUnfinished());
  }

  private Shopper signsIn(String address) {
    return world.known(browser, address, Proof.VERIFIED);
  }

  private Shopper types(String address) {
    return world.known(browser, address, Proof.CLAIMED);
  }

  /** Puts one more into a cart. */
  private long fills(String key) {
    world.pass(Duration.ofMinutes(1));
    seq++;
    world.play(world.track(browser).cart(world.minute(), key, seq, (int) seq));
    world.pass(Duration.ofMinutes(1));
    return world.carts.ofVisitors(world.site().id(), List.of(browser), 10).stream()
        .filter(cart -> cart.cartKey().equals(key))
        .map(StoredCart::id)
        .findFirst()
        .orElseThrow();
  }
}
