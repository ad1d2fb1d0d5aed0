package io.piste.cart;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.protocol.CartLine;
import io.piste.protocol.OrderStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param orderKey the id that the shop gave it
 * @param cartId the cart that it closed, empty when there was none
 * @param recovered whether it followed a restore link
 * @param refunded how much of the total went back, 0 for nothing
 */
public record StoredOrder(
    long id,
    SiteId site,
    VisitorId visitor,
    String orderKey,
    @Nullable Long cartId,
    String currency,
    BigDecimal total,
    String linesJson,
    boolean recovered,
    Instant orderedAt,
    OrderStatus status,
    BigDecimal refunded) {

  /** What was bought. */
  public List<CartLine> lines() {
    return List.of(Json.read(linesJson, CartLine[].class));
  }
}
