package io.piste.cart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.SiteId;
import io.piste.contact.IdentityLinks;
import io.piste.eventlog.LoggedEvent;
import io.piste.support.TestLog;
import io.piste.support.Track;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A cart that is brought back by a restore link and ordered, perhaps on another browser. */
final class RecoveredElsewhereIT {
  private static final SiteId SITE = new SiteId(1);
  private static final double DAY = 24 * 60;

  private static TestLog log;
  private static Carts carts;
  private static Orders orders;
  private final Track laptop = Track.fresh();
  private final Track phone = Track.fresh();
  private final String email = UUID.randomUUID() + "@mail.example";
  private final String key = "c-" + UUID.randomUUID();

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
  void an_order_of_the_browser_that_followed_the_link_is_the_carts() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100, phone);

    log.play(phone.cart(101, "other", 1, 2), phone.order(102, "o", null));

    assertRecovered(phone, "o");
    assertEquals(CartState.ORDERED, only(phone).state());
  }

  @Test
  void it_is_also_when_the_phone_told_no_cart_at_all() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100, phone);

    log.play(phone.order(102, "o", null));

    assertRecovered(phone, "o");
    assertEquals(only(laptop).id(), order(phone, "o").cartId());
  }

  @Test
  void nobody_else_recovers_it_by_an_order() {
    Track stranger = Track.fresh();
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100, phone);

    log.play(
        stranger.order(102, "o1", null),
        phone.order(99, "o2", null),
        phone.order(101 + 7 * DAY, "o3", null));

    assertEquals(CartState.OPEN, only(laptop).state());
    assertFalse(order(phone, "o2").recovered());
    assertFalse(order(phone, "o3").recovered());
  }

  @Test
  void a_link_followed_before_consent_is_the_orders_when_the_shop_keeps_the_carts_id() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100);

    log.play(phone.cart(101, key, 1, 2), phone.order(102, "o", key));

    assertRecovered(phone, "o");
  }

  @Test
  void a_second_visit_of_the_link_still_knows_the_carts_id() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100);
    log.play(phone.cart(101, key, 1, 2));
    follow(200);

    log.play(phone.order(201, "o", key));

    assertRecovered(phone, "o");
  }

  @Test
  void where_every_cart_has_the_same_id_it_says_nothing() {
    String same = "same-" + UUID.randomUUID();
    log.play(Track.fresh().cart(0, same, 1, 1));
    log.play(laptop.claims(0, email), laptop.cart(1, same, 1, 2));
    follow(100);

    log.play(phone.cart(101, same, 1, 2), phone.order(102, "o", same));

    assertEquals(CartState.OPEN, only(laptop).state());
    assertFalse(order(phone, "o").recovered());
  }

  @Test
  void the_carts_id_says_nothing_where_no_link_was_followed() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));

    log.play(phone.cart(101, key, 1, 2), phone.order(102, "o", key));

    assertEquals(CartState.OPEN, only(laptop).state());
  }

  @Test
  void following_the_link_makes_nobody_a_contact() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100, phone);

    log.play(phone.page(101, "/teas"), phone.order(102, "o", null));

    assertTrue(new IdentityLinks(log.jdbi()).contactOf(SITE, phone.visitor()).isEmpty());
  }

  @Test
  void a_login_that_comes_after_the_order_recovers_the_cart_and_the_order_alike() {
    log.play(laptop.claims(0, email), laptop.cart(1, key, 1, 2));
    follow(100);
    log.play(phone.order(102, "o", null));
    assertFalse(order(phone, "o").recovered());

    log.play(phone.claims(103, email));

    assertRecovered(phone, "o");
  }

  @Test
  void the_first_order_is_the_recovered_one_whichever_is_told_first() {
    log.play(laptop.proves(0, email), laptop.cart(1, key, 1, 2), phone.proves(2, email));
    follow(100);
    log.play(phone.order(200, "second", null));
    assertTrue(order(phone, "second").recovered());

    log.play(laptop.order(150, "first", null));

    assertRecovered(laptop, "first");
    assertFalse(order(phone, "second").recovered());
    assertEquals(Track.minute(150), only(laptop).closedAt());
  }

  @Test
  void an_order_from_before_the_link_takes_the_recovery_back() {
    log.play(laptop.proves(0, email), laptop.cart(1, key, 1, 2));
    follow(100);
    log.play(laptop.order(200, "after", null));
    assertTrue(order(laptop, "after").recovered());

    log.play(laptop.order(50, "before", null));

    assertEquals(CartState.ORDERED, only(laptop).state());
    assertFalse(order(laptop, "after").recovered());
    assertFalse(order(laptop, "before").recovered());
  }

  @Test
  void whatever_the_order_of_arrival_carts_and_orders_end_alike_and_agree() {
    Random random = new Random(20260403);
    List<String> expected = null;
    for (int round = 0; round < 60; round++) {
      Track one = Track.fresh();
      Track two = Track.fresh();
      Track three = Track.fresh();
      String person = UUID.randomUUID() + "@mail.example";
      String shared = "c-" + UUID.randomUUID();
      log.play(one.cart(1, shared, 1, 2));
      long cart = only(one).id();
      log.jdbi()
          .useTransaction(
              handle ->
                  new CartReturns().note(handle, cart, List.of(two.visitor()), Track.minute(100)));
      List<LoggedEvent> events =
          new ArrayList<>(
              List.of(
                  one.claims(0, person),
                  one.cart(2, shared, 2, 3),
                  one.cart(120, "later", 1, 1),
                  two.cart(101, "copy", 1, 3),
                  two.cart(109, "copy", 2, 0),
                  two.order(110, "o1", "copy"),
                  two.proves(111, person),
                  two.cart(130, "more", 1, 1),
                  three.order(115, "o2", null),
                  three.claims(116, person)));
      Collections.shuffle(events, random);
      playInBatches(events, random);
      List<String> rows = rows(one, two, three);
      rows.replaceAll(row -> row.replace(shared, "shared"));
      Collections.sort(rows);
      if (expected == null) {
        expected = rows;
      }
      assertEquals(expected, rows, "round " + round);
    }
    assertEquals(
        List.of(
            "one later OPEN 1 120",
            "one shared RECOVERED 3 2 until 110",
            "three o2 of none",
            "two copy ORDERED 0 109 until 110",
            "two more OPEN 1 130",
            "two o1 of copy, recovered"),
        expected);
  }

  private static void playInBatches(List<LoggedEvent> events, Random random) {
    List<LoggedEvent> left = new ArrayList<>(events);
    while (!left.isEmpty()) {
      List<LoggedEvent> batch = left.subList(0, 1 + random.nextInt(left.size()));
      log.play(List.copyOf(batch));
      batch.clear();
    }
  }

  private static List<String> rows(Track... browsers) {
    List<String> names = List.of("one", "two", "three");
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < browsers.length; i++) {
      Track browser = browsers[i];
      String name = names.get(i);
      all(browser).forEach(cart -> rows.add(name + " " + row(cart)));
      for (StoredOrder order : orders.ofVisitors(SITE, List.of(browsers[i].visitor()), 9)) {
        Long cart = order.cartId();
        rows.add(
            "%s %s of %s%s"
                .formatted(
                    name,
                    order.orderKey(),
                    cart == null ? "none" : carts.byId(cart).orElseThrow().cartKey(),
                    order.recovered() ? ", recovered" : ""));
      }
    }
    return rows;
  }

  private static String row(StoredCart cart) {
    long changed = cart.changedAt().minusMillis(Track.START.toEpochMilli()).toEpochMilli() / 60_000;
    String until =
        cart.closedAt() == null
            ? ""
            : " until "
                + cart.closedAt().minusMillis(Track.START.toEpochMilli()).toEpochMilli() / 60_000;
    int quantity = cart.lines().isEmpty() ? 0 : cart.lines().getFirst().quantity();
    return cart.cartKey() + " " + cart.state() + " " + quantity + " " + changed + until;
  }

  private void assertRecovered(Track buyer, String orderKey) {
    assertEquals(CartState.RECOVERED, only(laptop).state());
    assertTrue(order(buyer, orderKey).recovered());
  }

  private void follow(double minute, Track... by) {
    long id = only(laptop).id();
    log.jdbi()
        .useTransaction(
            handle ->
                new CartReturns()
                    .note(
                        handle,
                        id,
                        List.of(by).stream().map(Track::visitor).toList(),
                        Track.minute(minute)));
  }

  private static StoredOrder order(Track track, String orderKey) {
    return orders.ofVisitors(SITE, List.of(track.visitor()), 10).stream()
        .filter(order -> order.orderKey().equals(orderKey))
        .findFirst()
        .orElseThrow();
  }

  private static List<StoredCart> all(Track track) {
    return carts.ofVisitors(SITE, List.of(track.visitor()), 100);
  }

  private static StoredCart only(Track track) {
    List<StoredCart> found = all(track);
    assertEquals(1, found.size());
    return found.getFirst();
  }
}
