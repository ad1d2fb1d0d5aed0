package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.contact.People;
import io.piste.eventlog.LoggedEvent;
import io.piste.eventlog.Projection;
import io.piste.protocol.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Keeps carts and orders of visitors who allow that. In doubt a cart is closed: a reminder too few
 * is better than one after the purchase.
 */
public final class CartKeeper implements Projection {
  private static final Duration RECENT = Duration.ofHours(1);

  @Override
  public void project(Handle handle, List<LoggedEvent> events) {
    Map<SiteId, List<LoggedEvent>> bySite =
        events.stream().collect(Collectors.groupingBy(LoggedEvent::site));
    bySite.forEach((site, ofSite) -> keep(handle, site, ofSite));
  }

  private static void keep(Handle handle, SiteId site, List<LoggedEvent> events) {
    CartRows rows = new CartRows(handle, site);
    CartShelf shelf = load(handle, rows, site, events);
    for (LoggedEvent logged : events) {
      apply(shelf, logged);
    }
    rows.save(shelf.dirtyCarts());
    rows.insertOrders(shelf.newOrders());
  }

  private static CartShelf load(
      Handle handle, CartRows rows, SiteId site, List<LoggedEvent> events) {
    Set<VisitorId> acting =
        events.stream()
            .filter(CartKeeper::concernsCarts)
            .map(LoggedEvent::visitor)
            .collect(Collectors.toSet());
    People people = acting.isEmpty() ? People.NONE : People.of(handle, site, acting);
    Set<VisitorId> visitors = new HashSet<>(people.browsers());
    events.forEach(logged -> visitors.add(logged.visitor()));
    Instant first =
        events.stream().map(LoggedEvent::happenedAt).min(Instant::compareTo).orElse(Instant.EPOCH);
    List<CartDraft> carts = rows.lock(visitors, cartKeys(events), first.minus(RECENT));
    return new CartShelf(
        people,
        carts,
        rows.knownOrders(visitors, orderKeys(events)),
        acting.isEmpty() ? List.of() : rows.ordersSince(visitors, oldest(carts, first)));
  }

  /** Orders before that can close none of these carts. */
  private static Instant oldest(List<CartDraft> carts, Instant first) {
    return carts.stream()
        .filter(CartDraft::isUnfinished)
        .map(cart -> cart.times().changed())
        .filter(changed -> changed.isBefore(first))
        .min(Instant::compareTo)
        .orElse(first);
  }

  private static void apply(CartShelf shelf, LoggedEvent logged) {
    VisitorId visitor = logged.visitor();
    Instant at = logged.happenedAt();
    shelf.signOfLife(visitor, at);
    switch (logged.event()) {
      case Event.CartChanged changed when allowsCarts(logged) ->
          shelf.fill(
              visitor, changed.cart().id(), CartDraft.Content.of(changed.cart(), changed.l()), at);
      case Event.CheckoutBegun begun when allowsCarts(logged) ->
          shelf.checkout(visitor, begun.checkout().id(), at);
      case Event.OrderPlaced placed when allowsCarts(logged) ->
          shelf.order(visitor, placed.order(), at);
      case Event.Identified identified -> shelf.becameKnown();
      default -> {}
    }
  }

  private static boolean allowsCarts(LoggedEvent logged) {
    return logged.purposes().contains(Purpose.CARTS);
  }

  private static boolean concernsCarts(LoggedEvent logged) {
    return switch (logged.event()) {
      case Event.CartChanged _, Event.CheckoutBegun _, Event.OrderPlaced _, Event.Identified _ ->
          true;
      default -> false;
    };
  }

  private static Set<String> cartKeys(List<LoggedEvent> events) {
    Set<String> keys = new HashSet<>();
    for (LoggedEvent logged : events) {
      switch (logged.event()) {
        case Event.CartChanged changed -> keys.add(changed.cart().id());
        case Event.CheckoutBegun begun -> keys.add(begun.checkout().id());
        case Event.OrderPlaced placed -> {
          String cart = placed.order().cart();
          if (cart != null) {
            keys.add(cart);
          }
        }
        default -> {}
      }
    }
    return keys;
  }

  private static Set<String> orderKeys(List<LoggedEvent> events) {
    Set<String> keys = new HashSet<>();
    for (LoggedEvent logged : events) {
      if (logged.event() instanceof Event.OrderPlaced placed) {
        keys.add(placed.order().id());
      }
    }
    return keys;
  }
}
