package io.piste.cart;

import io.piste.base.VisitorId;
import io.piste.contact.People;
import io.piste.protocol.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The carts and orders of the people of a batch of events, of one site. What an order does to carts
 * does not depend on which of the two is told first.
 */
final class CartShelf {
  private record Name(VisitorId visitor, String cartKey) {}

  /** An order that is not stored yet. */
  record Placed(
      VisitorId visitor,
      Order order,
      Instant at,
      CartDraft.@Nullable Key cart,
      boolean recovered) {}

  /** An order that is stored. */
  record Known(VisitorId visitor, String orderKey) {}

  /** When a visitor ordered. */
  record Ordered(VisitorId visitor, Instant at) {}

  private final People people;
  private final Map<Name, CartDraft> current = new LinkedHashMap<>();
  private final List<CartDraft> all = new ArrayList<>();
  private final Set<Known> knownOrders = new HashSet<>();
  private final List<Ordered> orders;
  private final List<Placed> placed = new ArrayList<>();

  CartShelf(People people, List<CartDraft> carts, Collection<Known> known, List<Ordered> orders) {
    this.people = people;
    carts.forEach(this::keep);
    this.knownOrders.addAll(known);
    this.orders = new ArrayList<>(orders);
  }

  /** Any act of a visitor keeps its open carts alive. */
  void signOfLife(VisitorId visitor, Instant at) {
    for (CartDraft cart : current.values()) {
      if (cart.key().visitor().equals(visitor)) {
        cart.signOfLife(at);
      }
    }
  }

  /** A snapshot. Older ones than known change nothing. */
  void fill(VisitorId visitor, String cartKey, CartDraft.Content content, Instant at) {
    CartDraft cart = current.get(new Name(visitor, cartKey));
    if (cart == null) {
      cart = keep(CartDraft.begun(new CartDraft.Key(visitor, cartKey, 1), content, at));
    } else if (cart.isBought()) {
      if (cart.isEchoedBy(content, at)) {
        return;
      }
      cart = keep(CartDraft.begun(cart.key().nextLife(), content, at));
    } else if (content.seq() > cart.content().seq()) {
      cart.fill(content, at);
    }
    closeIfBoughtSince(cart);
  }

  /** The checkout of a cart was opened; of an unknown cart nothing is known. */
  void checkout(VisitorId visitor, String cartKey, Instant at) {
    CartDraft cart = current.get(new Name(visitor, cartKey));
    if (cart != null) {
      cart.checkout(at);
    }
  }

  /** An order closes every unfinished cart of the person. A repeated report changes nothing. */
  void order(VisitorId visitor, Order order, Instant at) {
    Set<VisitorId> person = people.sameAs(visitor, at);
    if (person.stream().anyMatch(v -> knownOrders.contains(new Known(v, order.id())))) {
      return;
    }
    knownOrders.add(new Known(visitor, order.id()));
    orders.add(new Ordered(visitor, at));
    List<CartDraft> closed =
        current.values().stream()
            .filter(cart -> person.contains(cart.key().visitor()))
            .filter(cart -> cart.isUnfinished() || emptiedBy(order, cart, at))
            .toList();
    closed.forEach(cart -> cart.close(at));
    placed.add(
        new Placed(
            visitor,
            order,
            at,
            boughtCart(visitor, order, closed).map(CartDraft::key).orElse(null),
            closed.stream().anyMatch(cart -> cart.state() == CartState.RECOVERED)));
  }

  /** A visitor became somebody, who may have bought already what lies in a cart elsewhere. */
  void becameKnown() {
    current.values().forEach(this::closeIfBoughtSince);
  }

  List<CartDraft> dirtyCarts() {
    return all.stream().filter(CartDraft::isDirty).toList();
  }

  List<Placed> newOrders() {
    return List.copyOf(placed);
  }

  private void closeIfBoughtSince(CartDraft cart) {
    if (cart.isUnfinished()) {
      orders.stream()
          .filter(order -> !order.at().isBefore(cart.times().changed()))
          .filter(
              order -> people.sameAs(order.visitor(), order.at()).contains(cart.key().visitor()))
          .map(Ordered::at)
          .max(Comparator.naturalOrder())
          .ifPresent(cart::close);
    }
  }

  private static boolean emptiedBy(Order order, CartDraft cart, Instant at) {
    return cart.wasJustEmptied(at)
        || (cart.state() == CartState.EMPTIED && cart.key().cartKey().equals(order.cart()));
  }

  /** The cart that the shop names; else the restored one, one of the same browser, the newest. */
  private Optional<CartDraft> boughtCart(VisitorId visitor, Order order, List<CartDraft> closed) {
    String named = order.cart();
    CartDraft cart = named == null ? null : current.get(new Name(visitor, named));
    if (cart != null) {
      return Optional.of(cart);
    }
    return closed.stream()
        .max(
            Comparator.comparing((CartDraft draft) -> draft.state() == CartState.RECOVERED)
                .thenComparing(draft -> draft.key().visitor().equals(visitor))
                .thenComparing(draft -> draft.times().changed()));
  }

  private CartDraft keep(CartDraft cart) {
    Name name = new Name(cart.key().visitor(), cart.key().cartKey());
    CartDraft known = current.get(name);
    if (known == null || known.key().life() < cart.key().life()) {
      current.put(name, cart);
    }
    all.add(cart);
    return cart;
  }
}
