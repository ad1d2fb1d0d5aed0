package io.piste.cart;

import io.piste.base.VisitorId;
import io.piste.contact.People;
import io.piste.protocol.Order;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The carts and orders of the people of a batch of events, of one site. What an order does to carts
 * does not depend on which of the two is told first.
 */
final class CartShelf {
  private record Name(VisitorId visitor, String cartKey) {
    static Name of(CartDraft cart) {
      return new Name(cart.key().visitor(), cart.key().cartKey());
    }
  }

  private final People people;
  private final Map<Long, List<CartReturn>> returns;
  private final Map<CartDraft.Key, Long> blank;
  private final Map<Name, CartDraft> current = new LinkedHashMap<>();
  private final List<CartDraft> all = new ArrayList<>();
  private final List<OrderDraft> orders;
  private final Instant unsettledSince;

  CartShelf(
      People people,
      CartRows.Found carts,
      Collection<CartReturn> returns,
      Collection<OrderDraft> orders,
      Instant unsettledSince) {
    this.people = people;
    this.blank = carts.blank();
    carts.carts().forEach(this::keep);
    this.returns = returns.stream().collect(Collectors.groupingBy(CartReturn::cart));
    this.orders = new ArrayList<>(orders);
    this.unsettledSince = unsettledSince;
  }

  /** Any act of a visitor keeps its open carts alive. */
  void signOfLife(VisitorId visitor, Instant at) {
    for (CartDraft cart : current.values()) {
      if (cart.key().visitor().equals(visitor)) {
        cart.signOfLife(at);
      }
    }
  }

  /** A snapshot. Older ones than known change nothing but since when the cart is there. */
  void fill(VisitorId visitor, String cartKey, CartDraft.Content content, Instant at) {
    CartDraft cart = current.get(new Name(visitor, cartKey));
    if (cart == null) {
      close(keep(begun(new CartDraft.Key(visitor, cartKey, 1), content, at)));
    } else if (!cart.isOlderThan(content, at)) {
      begunBy(cart, at);
    } else if (!cart.isBought()) {
      cart.fill(content, at);
      close(cart);
    } else if (cart.isClosedSince(at)) {
      cart.correct(content, at);
    } else if (!cart.isEchoedBy(content)) {
      close(keep(begun(cart.key().nextLife(), content, at)));
    }
  }

  private CartDraft begun(CartDraft.Key key, CartDraft.Content content, Instant at) {
    return CartDraft.begun(key, blank.get(key), content, at);
  }

  /** The checkout of a cart was opened; of an unknown cart nothing is known. */
  void checkout(VisitorId visitor, String cartKey, Instant at) {
    CartDraft cart = current.get(new Name(visitor, cartKey));
    if (cart != null) {
      cart.checkout(at);
    }
  }

  /**
   * An order closes every unfinished cart of the person that was there by then, also one that was
   * changed since: shops tell a cart once more after its order. What is told of it later changes
   * how far it has come and nothing else; one that comes to nothing before it is paid gives its
   * carts back, for whoever did not buy may still be reminded.
   */
  void order(VisitorId visitor, Order placed, Instant at) {
    Optional<OrderDraft> known =
        orders.stream()
            .filter(order -> order.key().orderKey().equals(placed.id()))
            .filter(order -> people.maybeSame(order.key().visitor(), order.at(), visitor, at))
            .min(OrderDraft.BY_TIME);
    if (known.isEmpty()) {
      OrderDraft order = OrderDraft.placed(visitor, placed, at);
      orders.add(order);
      buy(order, at);
      return;
    }
    OrderDraft order = known.get();
    boolean bought = order.buys();
    order.tell(placed, at);
    if (bought && !order.buys()) {
      giveBack(order, at);
    } else if (!bought) {
      buy(order, at);
    }
  }

  private void buy(OrderDraft order, Instant at) {
    if (!order.buys()) {
      return;
    }
    current.values().stream()
        .filter(cart -> !cart.isBought() && cart.maybeClosedBy(order))
        .filter(cart -> !cart.times().created().isAfter(at) && concerns(order, cart))
        .toList()
        .forEach(cart -> cart.close(order));
  }

  private void giveBack(OrderDraft order, Instant at) {
    for (CartDraft cart : all) {
      if (order.equals(cart.closer())) {
        cart.giveBack(at, cart.equals(current.get(Name.of(cart))));
      }
    }
  }

  /**
   * A visitor became somebody, who may have bought already what lies in a cart elsewhere. What has
   * nothing to do with the visitor is left for its own turn.
   */
  void becameKnown(VisitorId visitor) {
    for (CartDraft cart : all) {
      boolean own = cart.key().visitor().equals(visitor);
      close(cart, order -> own || order.key().visitor().equals(visitor));
    }
  }

  /**
   * Makes carts and orders agree once all events are worked in: somebody may have become known, an
   * earlier order may have turned up.
   */
  void settle() {
    all.forEach(this::close);
    for (CartDraft cart : all) {
      OrderDraft closer = cart.closer();
      if (closer != null && returnsTo(cart).anyMatch(back -> back.isBefore(closer.at()))) {
        cart.broughtBack();
      }
    }
    orders.forEach(this::attribute);
  }

  List<CartDraft> dirtyCarts() {
    return all.stream().filter(CartDraft::isDirty).toList();
  }

  List<OrderDraft> orders() {
    return List.copyOf(orders);
  }

  private void close(CartDraft cart) {
    close(cart, order -> true);
  }

  /** A cart is bought by the first order of its person after its last change. */
  private void close(CartDraft cart, Predicate<OrderDraft> among) {
    orders.stream()
        .filter(among)
        .filter(OrderDraft::buys)
        .filter(order -> cart.isUnfinished() || isUnsettled(order))
        .filter(order -> !order.at().isBefore(cart.times().changed()))
        .filter(order -> cart.maybeClosedBy(order) && concerns(order, cart))
        .min(OrderDraft.BY_TIME)
        .ifPresent(cart::close);
  }

  /**
   * It was there earlier than known: perhaps an order was before its last change, not before it.
   */
  private void begunBy(CartDraft cart, Instant at) {
    Instant known = cart.times().created();
    cart.begunBy(at);
    if (cart.isUnfinished()) {
      orders.stream()
          .filter(OrderDraft::buys)
          .filter(order -> order.at().isBefore(known) && !order.at().isBefore(at))
          .filter(order -> concerns(order, cart))
          .min(OrderDraft.BY_TIME)
          .ifPresent(cart::close);
    }
  }

  /**
   * Older orders are looked at for unfinished carts alone: which ones are at hand depends on who
   * else is in the batch.
   */
  private boolean isUnsettled(OrderDraft order) {
    return !order.at().isBefore(unsettledSince);
  }

  private boolean concerns(OrderDraft order, CartDraft cart) {
    VisitorId visitor = cart.key().visitor();
    return people.maybeSame(order.key().visitor(), order.at(), visitor, cart.times().changed())
        || returnsTo(cart).anyMatch(returned -> returned.leadsTo(order, cart));
  }

  private Stream<CartReturn> returnsTo(CartDraft cart) {
    Long id = cart.id();
    return id == null ? Stream.empty() : returns.getOrDefault(id, List.of()).stream();
  }

  private void attribute(OrderDraft order) {
    List<CartDraft> bought = all.stream().filter(cart -> order.equals(cart.closer())).toList();
    boolean lost = all.stream().anyMatch(cart -> cart.isLostTo(order));
    boolean found = order.cart() == null && isUnsettled(order) && namedCart(order).isPresent();
    if (order.news() != null || lost || found || !bought.isEmpty()) {
      order.attribute(
          boughtCart(order, bought).map(CartDraft::key).orElse(lost ? null : order.cart()),
          bought.stream().anyMatch(cart -> cart.state() == CartState.RECOVERED)
              || (order.isRecovered() && !lost));
    }
  }

  /** The cart that the shop names; else the restored one, one of the same browser, the newest. */
  private Optional<CartDraft> boughtCart(OrderDraft order, List<CartDraft> bought) {
    Optional<CartDraft> named = namedCart(order);
    if (named.isPresent()) {
      return named;
    }
    VisitorId visitor = order.key().visitor();
    return bought.stream()
        .max(
            Comparator.comparing((CartDraft draft) -> draft.state() == CartState.RECOVERED)
                .thenComparing(draft -> draft.key().visitor().equals(visitor))
                .thenComparing(draft -> draft.times().changed())
                .thenComparing(draft -> draft.key().cartKey())
                .thenComparing(draft -> draft.key().visitor().value()));
  }

  /**
   * The cart that the shop names, in the life that it was in; whichever of the two is told first.
   */
  private Optional<CartDraft> namedCart(OrderDraft order) {
    return all.stream()
        .filter(cart -> cart.key().visitor().equals(order.key().visitor()) && order.names(cart))
        .filter(cart -> !cart.times().created().isAfter(order.at()))
        .max(Comparator.comparingInt(cart -> cart.key().life()));
  }

  private CartDraft keep(CartDraft cart) {
    Name name = Name.of(cart);
    CartDraft known = current.get(name);
    if (known == null || known.key().life() < cart.key().life()) {
      current.put(name, cart);
    }
    all.add(cart);
    return cart;
  }
}
