package io.piste.cart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.consent.Purpose;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class CartKeeperIT {
  private static final SiteId SITE = new SiteId(1);

  private static TestLog log;
  private static Carts carts;
  private static Orders orders;

  @BeforeAll
  static void start() {
    log = TestLog.start();
    carts = new Carts(log.jdbi());
    orders = new Orders(log.jdbi());
  }

  @AfterAll
  static void stop() {
    log.close();
  }

  @Test
  void keeps_the_newest_snapshot_and_ignores_older_ones() {
    Track ada = Track.fresh();

    log.play(ada.cart(0, "c", 5, 2), ada.cart(1, "c", 4, 9), ada.cart(2, "c", 5, 9));

    StoredCart cart = only(ada);
    assertEquals(CartState.OPEN, cart.state());
    assertEquals(5, cart.seq());
    assertEquals(new BigDecimal("8.40"), cart.total());
    assertEquals(2, cart.lines().getFirst().quantity());
    assertEquals("fr", cart.language());
    assertEquals(Track.minute(0), cart.changedAt());
  }

  @Test
  void an_old_snapshot_in_a_later_batch_is_ignored_too() {
    Track ada = Track.fresh();

    log.playSingly(List.of(ada.cart(0, "c", 5, 2), ada.cart(1, "c", 4, 9)));

    assertEquals(5, only(ada).seq());
  }

  @Test
  void any_event_of_the_visitor_keeps_its_open_cart_alive() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();

    log.playSingly(List.of(ada.cart(0, "c", 1, 2), ada.page(20, "/teas"), bob.page(25, "/")));

    assertEquals(Track.minute(20), only(ada).updatedAt());
    assertEquals(Track.minute(0), only(ada).changedAt());
  }

  @Test
  void an_idle_cart_is_abandoned_once() {
    Track ada = Track.fresh();
    Track bob = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2), bob.cart(1, "c", 1, 2));

    List<StoredCart> abandoned = abandonIdle(ada, Track.minute(0), Track.minute(30));

    assertEquals(1, abandoned.size());
    assertEquals(CartState.ABANDONED, abandoned.getFirst().state());
    assertEquals(Track.minute(30), abandoned.getFirst().abandonedAt());
    assertEquals(CartState.OPEN, only(bob).state());
    assertTrue(abandonIdle(ada, Track.minute(0), Track.minute(31)).isEmpty());
  }

  @Test
  void a_cart_whose_row_is_being_changed_is_not_abandoned() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2));
    long id = only(ada).id();

    try (Handle projector = log.jdbi().open()) {
      projector.begin();
      projector.execute("SELECT id FROM cart WHERE id = ? FOR UPDATE", id);
      assertTrue(abandonIdle(ada, Track.minute(0), Track.minute(30)).isEmpty());
      projector.rollback();
    }

    assertEquals(1, abandonIdle(ada, Track.minute(0), Track.minute(30)).size());
  }

  @Test
  void a_new_snapshot_opens_an_abandoned_cart_and_a_page_does_not() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2));
    abandonIdle(ada, Track.minute(0), Track.minute(30));

    log.play(ada.page(31, "/teas"));
    assertEquals(CartState.ABANDONED, only(ada).state());
    log.play(ada.cart(32, "c", 2, 3));
    assertEquals(CartState.OPEN, only(ada).state());
  }

  @Test
  void going_to_the_checkout_opens_an_abandoned_cart() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2));
    abandonIdle(ada, Track.minute(0), Track.minute(30));

    log.play(ada.checkout(31, "c"));

    assertEquals(CartState.OPEN, only(ada).state());
    assertEquals(Track.minute(31), only(ada).checkoutAt());
  }

  @Test
  void an_emptied_cart_is_never_abandoned_and_may_be_filled_again() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2), ada.cart(1, "c", 2, 0));

    assertEquals(CartState.EMPTIED, only(ada).state());
    assertTrue(abandonIdle(ada, Track.minute(1), Track.minute(30)).isEmpty());

    log.play(ada.cart(40, "c", 3, 1));
    assertEquals(CartState.OPEN, only(ada).state());
    assertNull(only(ada).closedAt());
  }

  @Test
  void an_order_closes_every_open_and_abandoned_cart_of_the_visitor() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "old", 1, 2));
    abandonIdle(ada, Track.minute(0), Track.minute(30));
    log.play(ada.cart(40, "new", 1, 1));

    log.play(ada.order(50, "o", "new"));

    for (StoredCart cart : all(ada)) {
      assertEquals(CartState.ORDERED, cart.state());
      assertEquals(Track.minute(50), cart.closedAt());
    }
    StoredOrder order = orders.ofVisitors(SITE, List.of(ada.visitor()), 10).getFirst();
    assertEquals(byKey(ada, "new").id(), order.cartId());
    assertFalse(order.recovered());
    assertEquals(new BigDecimal("4.20"), order.total());
  }

  @Test
  void an_order_on_a_second_device_closes_the_cart_of_the_first() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    String email = email();
    log.play(laptop.proves(0, email), laptop.cart(1, "c", 1, 2));

    log.play(phone.claims(10, email), phone.order(11, "o", null));

    assertEquals(CartState.ORDERED, only(laptop).state());
  }

  @Test
  void an_order_before_the_login_on_the_second_device_closes_the_cart_of_the_first() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    String email = email();
    log.play(laptop.proves(0, email), laptop.cart(1, "c", 1, 2), phone.order(11, "o", null));
    assertEquals(CartState.OPEN, only(laptop).state());

    log.play(phone.claims(12, email));

    assertEquals(CartState.ORDERED, only(laptop).state());
    assertEquals(Track.minute(11), only(laptop).closedAt());
  }

  @Test
  void an_order_of_who_used_a_shared_browser_before_leaves_the_carts_of_who_uses_it_now() {
    Track shared = Track.fresh();
    Track phoneOfA = Track.fresh();
    Track phoneOfB = Track.fresh();
    String a = email();
    String b = email();
    log.play(phoneOfA.proves(0, a), phoneOfA.cart(1, "c", 1, 1));
    log.play(phoneOfB.proves(0, b), phoneOfB.cart(1, "c", 1, 1));

    // All in one batch: when the order is worked in, the browser is B's already.
    log.play(shared.proves(2, a), shared.order(3, "o", null), shared.proves(4, b));

    assertEquals(CartState.ORDERED, only(phoneOfA).state());
    assertEquals(CartState.OPEN, only(phoneOfB).state());
  }

  @Test
  void an_order_after_a_restore_link_recovers_the_cart() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2));
    abandonIdle(ada, Track.minute(0), Track.minute(30));
    restore(ada, Track.minute(100));

    log.play(ada.cart(101, "c", 2, 2), ada.cart(109, "c", 3, 0), ada.order(110, "o", null));

    assertEquals(CartState.RECOVERED, only(ada).state());
    assertTrue(orders.ofVisitors(SITE, List.of(ada.visitor()), 1).getFirst().recovered());
  }

  @Test
  void an_order_on_the_phone_after_the_link_recovers_the_cart_of_the_laptop() {
    Track laptop = Track.fresh();
    Track phone = Track.fresh();
    String email = email();
    log.play(laptop.claims(0, email), laptop.cart(1, "c", 1, 2));
    restore(laptop, Track.minute(100));

    log.play(phone.cart(101, "p", 1, 2), phone.claims(102, email), phone.order(103, "o", "p"));

    assertEquals(CartState.RECOVERED, only(laptop).state());
    assertEquals(CartState.ORDERED, only(phone).state());
    StoredOrder order = orders.ofVisitors(SITE, List.of(phone.visitor()), 1).getFirst();
    assertTrue(order.recovered());
    assertEquals(only(phone).id(), order.cartId());
  }

  @Test
  void a_restore_link_of_more_than_7_days_ago_recovers_nothing() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2));
    restore(ada, Track.minute(100));

    log.play(ada.order(101.0 + 7 * 24 * 60, "o", "c"));

    assertEquals(CartState.ORDERED, only(ada).state());
    assertFalse(orders.ofVisitors(SITE, List.of(ada.visitor()), 1).getFirst().recovered());
  }

  @Test
  void a_thank_you_page_that_is_loaded_again_counts_once_and_spares_the_next_cart() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2), ada.order(10, "o", "c"));
    log.play(ada.cart(20, "next", 1, 1));

    log.play(ada.order(30, "o", "c"));

    assertEquals(1, orders.ofVisitors(SITE, List.of(ada.visitor()), 10).size());
    assertEquals(CartState.OPEN, byKey(ada, "next").state());
  }

  @Test
  void a_snapshot_that_arrives_after_its_order_opens_nothing() {
    Track ada = Track.fresh();

    log.playSingly(List.of(ada.order(10, "o", "c"), ada.cart(9, "c", 1, 2)));

    assertEquals(CartState.ORDERED, only(ada).state());
  }

  @Test
  void a_bought_cart_that_the_shop_reports_once_more_stays_closed() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2), ada.order(10, "o", "c"));

    log.play(ada.cart(11, "c", 2, 2), ada.cart(12, "c", 3, 0));

    assertEquals(CartState.ORDERED, only(ada).state());
  }

  @Test
  void a_cart_id_that_is_used_again_after_the_order_is_a_new_cart() {
    Track ada = Track.fresh();
    log.play(ada.cart(0, "c", 1, 2), ada.order(10, "o", "c"));

    log.play(ada.cart(60, "c", 2, 5));

    List<CartState> states = all(ada).stream().map(StoredCart::state).toList();
    assertEquals(List.of(CartState.OPEN, CartState.ORDERED), states);
    log.play(ada.order(70, "o2", "c"));
    assertTrue(all(ada).stream().allMatch(cart -> cart.state() == CartState.ORDERED));
  }

  @Test
  void without_consent_for_carts_nothing_is_kept() {
    Track ada = Track.fresh().allowing(EnumSet.of(Purpose.VISITS, Purpose.PROFILE));

    log.play(ada.cart(0, "c", 1, 2), ada.order(10, "o", "c"));

    assertTrue(all(ada).isEmpty());
    assertTrue(orders.ofVisitors(SITE, List.of(ada.visitor()), 10).isEmpty());
  }

  @Test
  void whatever_the_order_of_arrival_an_order_leaves_no_older_cart_open() {
    Random random = new Random(20260302);
    for (int round = 0; round < 40; round++) {
      Track laptop = Track.fresh();
      Track phone = Track.fresh();
      String email = email();
      List<LoggedEvent> events =
          new ArrayList<>(
              List.of(
                  laptop.claims(0, email),
                  laptop.cart(1, "a", 1, 1),
                  laptop.cart(2, "a", 2, 2),
                  laptop.page(3, "/teas"),
                  phone.cart(4, "b", 1, 1),
                  phone.cart(5, "b", 2, 3),
                  phone.claims(6, email),
                  phone.order(7, "o", "b")));
      Collections.shuffle(events, random);
      if (random.nextBoolean()) {
        log.play(events);
      } else {
        log.playSingly(events);
      }
      assertTrue(
          all(laptop).stream().noneMatch(StoredCart::isUnfinished)
              && all(phone).stream().noneMatch(StoredCart::isUnfinished),
          () -> "left open after " + events);
      assertNotNull(orders.ofVisitors(SITE, List.of(phone.visitor()), 1).getFirst());
    }
  }

  private static List<StoredCart> abandonIdle(Track track, Instant since, Instant now) {
    return log.jdbi().inTransaction(handle -> carts.abandonIdle(handle, since, now, 1000)).stream()
        .filter(cart -> cart.visitor().equals(track.visitor()))
        .toList();
  }

  private static void restore(Track track, Instant at) {
    long id = only(track).id();
    log.jdbi().useHandle(handle -> new CartReturns().note(handle, id, List.of(), at));
  }

  private static List<StoredCart> all(Track track) {
    return carts.ofVisitors(SITE, List.of(track.visitor()), 100);
  }

  private static StoredCart only(Track track) {
    List<StoredCart> found = all(track);
    assertEquals(1, found.size());
    return found.getFirst();
  }

  private static StoredCart byKey(Track track, String key) {
    return all(track).stream().filter(c -> c.cartKey().equals(key)).findFirst().orElseThrow();
  }

  private static String email() {
    return UUID.randomUUID() + "@mail.example";
  }
}
