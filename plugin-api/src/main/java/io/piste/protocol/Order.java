package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order. {@code id} is the shop's, at most 64 characters; {@code cart} the id of the cart it
 * came from, where the shop knows it; {@code total} what was paid, with at most 2 decimals.
 *
 * @param status null where a page reports it: placed
 * @param refunded how much of the total went back; null for nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(
    String id,
    @Nullable String cart,
    String currency,
    BigDecimal total,
    List<CartLine> lines,
    @Nullable OrderStatus status,
    @Nullable BigDecimal refunded) {
  public Order {
    lines = List.copyOf(lines);
  }

  /** One that was just placed. */
  public Order(
      String id, @Nullable String cart, String currency, BigDecimal total, List<CartLine> lines) {
    this(id, cart, currency, total, lines, null, null);
  }
}
