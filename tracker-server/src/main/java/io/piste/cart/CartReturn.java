package io.piste.cart;

import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;

/**
 * That a restore link of a cart was followed.
 *
 * @param cart the number of the cart's row
 * @param visitor by whom, {@link CartReturns#SOMEBODY} when that is not known
 * @param ownKey whether the id that the shop gave the cart named it alone at that time
 */
record CartReturn(long cart, VisitorId visitor, Instant at, boolean ownKey) {
  /** An order so soon after a restore link was followed is recovered. */
  static final Duration RECOVERY = Duration.ofDays(7);

  /** Whether an order of that time recovers the cart. */
  boolean isBefore(Instant orderedAt) {
    return !orderedAt.isBefore(at) && !orderedAt.isAfter(at.plus(RECOVERY));
  }

  /**
   * Whether an order is of the cart, although another browser placed it: it is of the browser that
   * followed the link, or the shop says that it is this cart.
   */
  boolean leadsTo(OrderDraft order, CartDraft of) {
    return isBefore(order.at())
        && (visitor.equals(order.key().visitor()) || (ownKey && order.names(of)));
  }
}
