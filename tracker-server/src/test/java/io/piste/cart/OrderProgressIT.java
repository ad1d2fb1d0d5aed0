package io.piste.cart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.CartLine;
import io.piste.protocol.Event;
import io.piste.protocol.Order;
import io.piste.protocol.OrderStatus;
import io.piste.report.Period;
import io.piste.report.RecoveredRevenue;
import io.piste.support.TestDatabase;
import io.piste.support.Track;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What shops say of an order after it was placed. */
final class OrderProgressIT {
  private static TestDatabase database;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static void play(List<LoggedEvent> batch) {
    database.jdbi().useTransaction(handle -> new CartKeeper().project(handle, batch));
  }

  private static LoggedEvent told(
      Track track, double minute, OrderStatus status, @Nullable String refunded) {
    Order order =
        new Order(
            "o",
            null,
            "EUR",
            new BigDecimal("10.00"),
            List.of(new CartLine("tea", "Tea", 1, BigDecimal.TEN, null, null)),
            status,
            refunded == null ? null : new BigDecimal(refunded));
    long at = Track.minute(minute).toEpochMilli();
    return track.logged(
        new Event.OrderChanged(UUID.randomUUID(), at, "https://www.shop.example/", order), minute);
  }

  private static String state(VisitorId visitor) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .select(
                        "SELECT CONCAT(c.state, ' ', p.status, ' ', p.paid, ' ', p.refunded)"
                            + " FROM cart c JOIN purchase p ON p.visitor_id = c.visitor_id"
                            + " WHERE c.visitor_id = ?",
                        visitor)
                    .mapTo(String.class)
                    .one());
  }

  private static List<LoggedEvent> story(Track track, OrderStatus... statuses) {
    List<LoggedEvent> story = new ArrayList<>();
    story.add(track.cart(0, "c", 1, 2));
    for (int i = 0; i < statuses.length; i++) {
      story.add(told(track, i + 1.0, statuses[i], null));
    }
    return story;
  }

  @Test
  void what_comes_of_it_does_not_depend_on_how_the_log_is_cut() {
    Random random = new Random(73);
    OrderStatus[] all = OrderStatus.values();
    for (int round = 0; round < 30; round++) {
      OrderStatus[] statuses = new OrderStatus[1 + random.nextInt(4)];
      for (int i = 0; i < statuses.length; i++) {
        statuses[i] = all[random.nextInt(all.length)];
      }
      Track one = Track.fresh();
      play(story(one, statuses));
      Track other = Track.fresh();
      story(other, statuses).forEach(event -> play(List.of(event)));
      assertEquals(state(one.visitor()), state(other.visitor()), List.of(statuses).toString());
    }
  }

  @Test
  void the_newest_word_counts_whatever_came_first() {
    List<LoggedEvent> story = new ArrayList<>();
    Track track = Track.fresh();
    story.add(told(track, 3, OrderStatus.REFUNDED, null));
    story.add(told(track, 1, OrderStatus.PAID, null));
    story.add(told(track, 2, OrderStatus.COMPLETED, null));
    for (int i = 0; i < 3; i++) {
      Collections.rotate(story, 1);
      Track each = Track.fresh();
      play(List.of(each.cart(0, "c", 1, 2)));
      story.forEach(
          event ->
              play(
                  List.of(
                      new LoggedEvent(
                          event.site(),
                          each.visitor(),
                          event.purposes(),
                          event.happenedAt(),
                          event.receivedAt(),
                          event.verdict(),
                          event.client(),
                          event.event()))));
      assertEquals("ordered refunded 1 0.00", state(each.visitor()));
    }
  }

  @Test
  void an_order_that_fails_before_it_is_paid_gives_the_cart_back() {
    Track track = Track.fresh();
    play(story(track, OrderStatus.PLACED, OrderStatus.FAILED));
    assertEquals("open failed 0 0.00", state(track.visitor()));
    play(List.of(told(track, 9, OrderStatus.PAID, "2.50")));
    assertEquals("ordered paid 1 2.50", state(track.visitor()));
    play(List.of(told(track, 10, OrderStatus.CANCELLED, null)));
    assertEquals("ordered cancelled 1 2.50", state(track.visitor()));
  }

  @Test
  void orders_that_came_to_nothing_are_no_recovered_revenue() {
    Track track = Track.on(7);
    for (OrderStatus status : OrderStatus.values()) {
      database
          .jdbi()
          .useHandle(
              handle ->
                  handle.execute(
                      "INSERT INTO purchase (site_id, visitor_id, order_key, currency, total,"
                          + " lines_json, recovered, ordered_at, status, refunded)"
                          + " VALUES (7, ?, ?, 'EUR', 10, '[]', TRUE, ?, ?, 2.5)",
                      track.visitor(),
                      status.word(),
                      Track.START,
                      status.word()));
    }
    Period day = Period.last(1, Track.START.plusSeconds(60), ZoneOffset.UTC);
    assertEquals(
        new BigDecimal("22.50"),
        RecoveredRevenue.total(
            new RecoveredRevenue(database.jdbi())
                .perDay(new SiteId(7), day)
                .getOrDefault("EUR", List.of())),
        "placed, paid and completed, less what went back");
  }
}
