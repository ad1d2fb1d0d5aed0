package io.piste.cart;

import io.piste.base.VisitorId;
import io.piste.protocol.Order;
import io.piste.protocol.OrderStatus;
import java.math.BigDecimal;
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

  /**
   * How far it has come.
   *
   * @param at when the shop said so
   * @param paid whether it was paid once, whatever came of it
   */
  record Progress(OrderStatus status, Instant at, boolean paid, BigDecimal refunded) {
    static Progress of(Order order, Instant at) {
      OrderStatus status = Objects.requireNonNullElse(order.status(), OrderStatus.PLACED);
      return new Progress(status, at, status.isPaid(), refunded(order));
    }

    /** The newest word counts, but nothing is only placed again, and no refund is forgotten. */
    Progress with(Order order, Instant told) {
      Progress other = of(order, told);
      boolean ever = paid || other.paid;
      boolean newer = told.isAfter(at) || (told.equals(at) && other.status.compareTo(status) >= 0);
      return newer && other.status != OrderStatus.PLACED
          ? new Progress(
              other.status, told, ever, order.refunded() == null ? refunded : other.refunded)
          : new Progress(status, at, ever, refunded);
    }

    private static BigDecimal refunded(Order order) {
      return Objects.requireNonNullElse(order.refunded(), BigDecimal.ZERO);
    }

    private boolean isSameAs(Progress other) {
      return status == other.status
          && at.equals(other.at)
          && paid == other.paid
          && refunded.compareTo(other.refunded) == 0;
    }

    /** Whether something was, or may still be, bought. */
    boolean buys() {
      return paid || (status != OrderStatus.FAILED && status != OrderStatus.CANCELLED);
    }
  }

  private final Key key;
  private final Facts facts;
  private final @Nullable Order news;
  private Progress progress;
  private CartDraft.@Nullable Key cart;
  private boolean recovered;
  private boolean wasRecovered;
  private boolean dirty;

  private OrderDraft(Key key, Facts facts, Progress progress, @Nullable Order news) {
    this.key = key;
    this.facts = facts;
    this.progress = progress;
    this.news = news;
  }

  static OrderDraft stored(
      Key key, Facts facts, Progress progress, CartDraft.@Nullable Key cart, boolean recovered) {
    OrderDraft draft = new OrderDraft(key, facts, progress, null);
    draft.cart = cart;
    draft.recovered = recovered;
    draft.wasRecovered = recovered;
    return draft;
  }

  static OrderDraft placed(VisitorId visitor, Order order, Instant at) {
    return new OrderDraft(
        new Key(visitor, order.id()), new Facts(at, order.cart()), Progress.of(order, at), order);
  }

  /** The shop says once more what became of it. */
  void tell(Order order, Instant at) {
    Progress next = progress.with(order, at);
    dirty |= !next.isSameAs(progress);
    progress = next;
  }

  Progress progress() {
    return progress;
  }

  /** Whether carts are bought by it: not when it failed, or was cancelled, before it was paid. */
  boolean buys() {
    return progress.buys();
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

  /** Recovered, and not known to be so until now. */
  boolean turnedOutRecovered() {
    return recovered && !wasRecovered;
  }

  /** Stored, and no longer as stored. */
  boolean isRevised() {
    return news == null && dirty;
  }
}
