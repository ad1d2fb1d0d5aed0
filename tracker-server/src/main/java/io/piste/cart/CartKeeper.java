package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.contact.ContactChanges;
import io.piste.contact.People;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import io.piste.protocol.Event;
import io.piste.protocol.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps carts and orders of visitors who allow that. In doubt a cart is closed: a reminder too few
 * is better than one after the purchase.
 */
public final class CartKeeper implements Projection {
  /**
   * How far back orders and carts may still change each other: an order is told of at most 7 days
   * late, and counts for a restore link that was followed at most 7 days before.
   */
  private static final Duration UNSETTLED = Duration.ofDays(14);

  private static final Instant FAR_FUTURE = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final Recoveries recoveries;

  /** Tells nobody. */
  public CartKeeper() {
    this(Recoveries.UNHEARD);
  }

  /** Tells which orders a mail brought back. */
  public CartKeeper(Recoveries recoveries) {
    this.recoveries = recoveries;
  }

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<LoggedEvent>> bySite =
        events.stream().collect(Collectors.groupingBy(LoggedEvent::site));
    bySite.forEach((site, ofSite) -> keep(handle, site, ofSite));
  }

  @Override
  public Rewound rewind(Handle handle, Scope scope) {
    CartRewind rewind = new CartRewind(handle, scope);
    rewind.takeBack();
    return rewind;
  }

  @Override
  public void forget(Handle handle, Scope scope) {
    new CartRewind(handle, scope).forget();
  }

  @Override
  public Set<Scope.Visitor> kin(Handle handle, Scope scope) {
    return CartReturns.between(handle, scope);
  }

  private void keep(Handle handle, SiteId site, List<LoggedEvent> events) {
    List<LoggedEvent> acts = events.stream().filter(CartKeeper::concernsCarts).toList();
    CartRows carts = new CartRows(handle, site);
    CartShelf shelf = acts.isEmpty() ? justAlive(carts, events) : load(handle, site, events, acts);
    for (LoggedEvent logged : events) {
      apply(shelf, logged);
    }
    if (!acts.isEmpty()) {
      shelf.settle();
    }
    carts.save(shelf.dirtyCarts());
    OrderRows orders = new OrderRows(handle, site);
    orders.save(shelf.orders());
    carts.saveClosers(shelf.dirtyCarts());
    orders.tell(shelf.orders(), recoveries);
    Set<VisitorId> concerned = owners(shelf.dirtyCarts());
    acts.forEach(act -> concerned.add(act.visitor()));
    ContactChanges.noteVisitors(handle, site, concerned);
  }

  /** Who only looks around keeps open carts alive, and nothing else. */
  private static CartShelf justAlive(CartRows carts, List<LoggedEvent> events) {
    Set<VisitorId> visitors = events.stream().map(LoggedEvent::visitor).collect(Collectors.toSet());
    return new CartShelf(
        People.NONE, carts.lock(visitors, List.of(), FAR_FUTURE), List.of(), List.of(), FAR_FUTURE);
  }

  private static CartShelf load(
      Handle handle, SiteId site, List<LoggedEvent> events, List<LoggedEvent> acts) {
    CartRows rows = new CartRows(handle, site);
    Instant since =
        acts.stream()
            .map(LoggedEvent::happenedAt)
            .min(Instant::compareTo)
            .orElse(Instant.EPOCH)
            .minus(UNSETTLED);
    Set<VisitorId> acting = acts.stream().map(LoggedEvent::visitor).collect(Collectors.toSet());
    Set<CartReturn> returns = CartReturns.by(handle, site, acting, namedCarts(acts), since);
    CartRows.Found found =
        rows.lock(returns.stream().map(CartReturn::cart).collect(Collectors.toSet()));
    Set<VisitorId> visitors = owners(found.carts());
    People people = People.of(handle, site, acts, visitors);
    visitors.addAll(people.browsers());
    events.forEach(logged -> visitors.add(logged.visitor()));
    found.add(rows.lock(visitors, cartKeys(acts), since));
    returns.addAll(CartReturns.to(handle, found.numbers()));
    returns.forEach(returned -> visitors.add(returned.visitor()));
    Map<Long, OrderDraft> orders =
        new OrderRows(handle, site)
            .find(
                new OrderRows.Wanted(
                    visitors,
                    oldestChange(found.carts(), since),
                    orderKeys(acts),
                    found.closedBy().values()));
    // Which of the carts that an order bought it is said to be of is decided among all of them.
    found.add(rows.lockBought(orders.keySet()));
    found.closedBy().forEach((cart, order) -> closedBy(found, cart, orders.get(order)));
    return new CartShelf(people, found, returns, orders.values(), since);
  }

  private static void closedBy(CartRows.Found found, Long cart, @Nullable OrderDraft order) {
    CartDraft draft = found.byId().get(cart);
    if (draft != null && order != null) {
      draft.wasClosedBy(order);
    }
  }

  private static Set<VisitorId> owners(Collection<CartDraft> carts) {
    return carts.stream().map(cart -> cart.key().visitor()).collect(Collectors.toSet());
  }

  /** Orders before that can close none of these carts. */
  private static Instant oldestChange(Collection<CartDraft> carts, Instant since) {
    return carts.stream()
        .map(cart -> cart.times().changed())
        .filter(changed -> changed.isBefore(since))
        .min(Instant::compareTo)
        .orElse(since);
  }

  private static void apply(CartShelf shelf, LoggedEvent logged) {
    VisitorId visitor = logged.visitor();
    Instant at = logged.happenedAt();
    if (!(logged.event() instanceof Event.OrderChanged)) {
      shelf.signOfLife(visitor, at);
    }
    switch (logged.event()) {
      case Event.CartChanged changed when allowsCarts(logged) ->
          shelf.fill(
              visitor, changed.cart().id(), CartDraft.Content.of(changed.cart(), changed.l()), at);
      case Event.CheckoutBegun begun when allowsCarts(logged) ->
          shelf.checkout(visitor, begun.checkout().id(), at);
      case Event.OrderPlaced placed when allowsCarts(logged) ->
          shelf.order(visitor, placed.order(), at);
      case Event.OrderChanged changed when allowsCarts(logged) ->
          shelf.order(visitor, changed.order(), at);
      case Event.Identified _ -> shelf.becameKnown(visitor);
      default -> {}
    }
  }

  private static boolean allowsCarts(LoggedEvent logged) {
    return logged.purposes().contains(Purpose.CARTS);
  }

  private static boolean concernsCarts(LoggedEvent logged) {
    return switch (logged.event()) {
      case Event.CartChanged _,
          Event.CheckoutBegun _,
          Event.OrderPlaced _,
          Event.OrderChanged _,
          Event.Identified _ ->
          true;
      default -> false;
    };
  }

  private static Set<String> namedCarts(List<LoggedEvent> events) {
    Set<String> keys = new HashSet<>();
    for (Order order : orders(events)) {
      String cart = order.cart();
      if (cart != null) {
        keys.add(cart);
      }
    }
    return keys;
  }

  private static Set<String> cartKeys(List<LoggedEvent> events) {
    Set<String> keys = new HashSet<>();
    for (LoggedEvent logged : events) {
      switch (logged.event()) {
        case Event.CartChanged changed -> keys.add(changed.cart().id());
        case Event.CheckoutBegun begun -> keys.add(begun.checkout().id());
        default -> {}
      }
    }
    keys.addAll(namedCarts(events));
    return keys;
  }

  private static Set<String> orderKeys(List<LoggedEvent> events) {
    return orders(events).stream().map(Order::id).collect(Collectors.toSet());
  }

  private static List<Order> orders(List<LoggedEvent> events) {
    List<Order> orders = new ArrayList<>();
    for (LoggedEvent logged : events) {
      switch (logged.event()) {
        case Event.OrderPlaced placed -> orders.add(placed.order());
        case Event.OrderChanged changed -> orders.add(changed.order());
        default -> {}
      }
    }
    return orders;
  }
}
