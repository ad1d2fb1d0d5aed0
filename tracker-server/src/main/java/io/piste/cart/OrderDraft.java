package io.piste.cart;

import io.piste.base.VisitorId;
import io.piste.protocol.Order;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An order while a batch of events is worked in. */
final class OrderDraft {
  /** Orders of one moment come in an order that does not depend on how they arrived. */
  static final Comparator<OrderDraft> BY_TIME =
      Comparator.comparing(OrderDraft::at)
          .thenComparing(order -> order.key().orderKey())
          .thenComparing(order -> order.key().visitor().value());

  /** The unique key of its row. */
  record Key(VisitorId visitor, String orderKey) {}

  /**
   * What was said of it.
   *
   * @param cartKey the cart that the shop named
   */
  record Facts(Instant at, @Nullable String cartKey) {}

  private final Key key;
  private final Facts facts;
  private final @Nullable Order news;
  private CartDraft.@Nullable Key cart;
  private boolean recovered;
  private boolean dirty;

  private OrderDraft(Key key, Facts facts, @Nullable Order news) {
    this.key = key;
    this.facts = facts;
    this.news = news;
  }

  static OrderDraft stored(Key key, Facts facts, CartDraft.@Nullable Key cart, boolean recovered) {
    OrderDraft draft = new OrderDraft(key, facts, null);
    draft.cart = cart;
    draft.recovered = recovered;
    return draft;
  }

  static OrderDraft placed(VisitorId visitor, Order order, Instant at) {
    return new OrderDraft(new Key(visitor, order.id()), new Facts(at, order.cart()), order);
  }

  /** What follows from the carts that it bought. */
  void attribute(CartDraft.@Nullable Key bought, boolean broughtBack) {
    dirty |= !Objects.equals(cart, bought) || recovered != broughtBack;
    cart = bought;
    recovered = broughtBack;
  }

  boolean names(CartDraft other) {
    return other.key().cartKey().equals(facts.cartKey());
  }

  Key key() {
    return key;
  }

  Instant at() {
    return facts.at();
  }

  @Nullable String cartKey() {
    return facts.cartKey();
  }

  /** What to store, null when it is stored. */
  @Nullable Order news() {
    return news;
  }

  CartDraft.@Nullable Key cart() {
    return cart;
  }

  boolean isRecovered() {
    return recovered;
  }

  /** Stored, and no longer as stored. */
  boolean isRevised() {
    return news == null && dirty;
  }
}
