package io.piste.support;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.eventlog.Client;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Verdict;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.CartRef;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.OrderStatus;
import io.piste.protocol.Product;
import io.piste.protocol.Proof;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the events of one visitor, minutes after a fixed start. */
public record Track(SiteId site, VisitorId visitor, Set<Purpose> purposes) {
  /** Minute 0 of every track. */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  private static final String SHOP = "https://www.shop.example";

  /** A new visitor of site 1 who allowed everything. */
  public static Track fresh() {
    return of(VisitorId.random());
  }

  /** A visitor of site 1 who allowed everything. */
  public static Track of(VisitorId visitor) {
    return new Track(new SiteId(1), visitor, EnumSet.allOf(Purpose.class));
  }

  /** A new visitor of another site who allowed everything. */
  public static Track on(long site) {
    return new Track(new SiteId(site), VisitorId.random(), EnumSet.allOf(Purpose.class));
  }

  /** The same visitor having allowed this much. */
  public Track allowing(Set<Purpose> granted) {
    return new Track(site, visitor, granted);
  }

  /** A moment of the track. */
  public static Instant minute(double minutes) {
    return START.plusMillis(Math.round(minutes * 60_000));
  }

  /** A page view. */
  public LoggedEvent page(double minute, String path) {
    return page(UUID.randomUUID(), minute, path);
  }

  /** A page view of that event id. */
  public LoggedEvent page(UUID id, double minute, String path) {
    String title = "Page " + path;
    return logged(new Event.Page(id, ms(minute), SHOP + path, title, null, "fr"), minute);
  }

  /** A page view that says to have happened so long before it arrived. */
  public LoggedEvent late(double minute, String path, Duration by) {
    LoggedEvent page = page(minute, path);
    return new LoggedEvent(
        site,
        visitor,
        purposes,
        page.happenedAt().minus(by),
        page.receivedAt(),
        page.verdict(),
        page.client(),
        page.event());
  }

  /** A product seen. */
  public LoggedEvent product(double minute, String sku) {
    Product product = new Product(sku, "Tea " + sku, new BigDecimal("4.20"), "EUR", null, null);
    return logged(
        new Event.ProductSeen(UUID.randomUUID(), ms(minute), SHOP + "/p/" + sku, product), minute);
  }

  /** A cart of one line of so many packets of tea at 4.20; none of 0. */
  public LoggedEvent cart(double minute, String key, long seq, int quantity) {
    Cart cart = new Cart(key, seq, "EUR", lines(quantity));
    return logged(
        new Event.CartChanged(UUID.randomUUID(), ms(minute), SHOP + "/cart", "fr", cart), minute);
  }

  /** The checkout of a cart. */
  public LoggedEvent checkout(double minute, String key) {
    return logged(
        new Event.CheckoutBegun(
            UUID.randomUUID(), ms(minute), SHOP + "/checkout", new CartRef(key)),
        minute);
  }

  /** An order of one packet; the cart it came from need not be named. */
  public LoggedEvent order(double minute, String key, @Nullable String cart) {
    Order order = new Order(key, cart, "EUR", new BigDecimal("4.20"), lines(1));
    return logged(
        new Event.OrderPlaced(UUID.randomUUID(), ms(minute), SHOP + "/thanks", order), minute);
  }

  /** The shop says how far an order has come. */
  public LoggedEvent orderIs(double minute, String key, OrderStatus status) {
    Order order = new Order(key, null, "EUR", new BigDecimal("4.20"), lines(1), status, null);
    return logged(
        new Event.OrderChanged(UUID.randomUUID(), ms(minute), SHOP + "/orders", order), minute);
  }

  /** An address typed in a form without a box. */
  public LoggedEvent claims(double minute, String email) {
    return identity(minute, new Identity(email, null, Proof.CLAIMED, "Ada", "Claimed", "fr", null));
  }

  /** An address typed in a form with the box ticked or not. */
  public LoggedEvent claims(double minute, String email, boolean box) {
    return identity(minute, new Identity(email, null, Proof.CLAIMED, null, null, null, box));
  }

  /** An address proved by a token. */
  public LoggedEvent proves(double minute, String email) {
    return identity(
        minute, new Identity(email, null, Proof.VERIFIED, "Grace", "Proved", "en", null));
  }

  /** Any identity. */
  public LoggedEvent identity(double minute, Identity identity) {
    return logged(
        new Event.Identified(UUID.randomUUID(), ms(minute), SHOP + "/account", identity), minute);
  }

  /** Any event. */
  public LoggedEvent logged(Event event, double minute) {
    return new LoggedEvent(
        site,
        visitor,
        purposes,
        minute(minute),
        minute(minute),
        Verdict.HUMAN,
        Client.UNKNOWN,
        event);
  }

  private static List<CartLine> lines(int quantity) {
    return quantity == 0
        ? List.of()
        : List.of(new CartLine("tea", "Tea", quantity, new BigDecimal("4.20"), null, null));
  }

  private static long ms(double minute) {
    return minute(minute).toEpochMilli();
  }
}
