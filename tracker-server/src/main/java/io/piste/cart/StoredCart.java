package io.piste.cart;

import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.protocol.CartLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cart as last heard of.
 *
 * @param cartKey the id that the shop gave it
 * @param language of the page that sent it
 * @param changedAt when its owner last changed it
 * @param updatedAt the last sign of life of its owner
 * @param restoredAt the last time that a restore link of a mail was followed
 */
public record StoredCart(
    long id,
    SiteId site,
    VisitorId visitor,
    String cartKey,
    CartState state,
    long seq,
    String currency,
    BigDecimal total,
    String linesJson,
    @Nullable String language,
    Instant createdAt,
    Instant changedAt,
    Instant updatedAt,
    @Nullable Instant checkoutAt,
    @Nullable Instant abandonedAt,
    @Nullable Instant restoredAt,
    @Nullable Instant closedAt) {

  /** What is in it. */
  public List<CartLine> lines() {
    return List.of(Json.read(linesJson, CartLine[].class));
  }

  /** Open or abandoned: an order closes it. */
  public boolean isUnfinished() {
    return state == CartState.OPEN || state == CartState.ABANDONED;
  }
}
