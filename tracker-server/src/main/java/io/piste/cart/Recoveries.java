package io.piste.cart;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.math.BigDecimal;
import java.time.Instant;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Told when an order turns out to be one that a mail brought back, in the transaction that writes
 * it down. Events that are projected anew tell the same again.
 */
@FunctionalInterface
public interface Recoveries {
  /** Nobody listens. */
  Recoveries UNHEARD = (handle, recovery) -> {};

  /**
   * A recovered order.
   *
   * @param order the shop's id of it; with the visitor it names the order
   * @param cart the shop's id of the cart, where it is known
   */
  record Recovery(
      SiteId site,
      VisitorId visitor,
      String order,
      @Nullable String cart,
      BigDecimal total,
      String currency,
      Instant at) {}

  /** Takes note of it; what it writes holds if and only if the order does. */
  void recovered(Handle handle, Recovery recovery);
}
