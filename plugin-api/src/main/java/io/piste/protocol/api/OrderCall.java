package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.piste.protocol.CartLine;
import io.piste.protocol.OrderStatus;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /orders/{id}}: an order, each time that it gets further.
 *
 * @param v the value of the visitor cookie, or a visitor token
 * @param at when it got there, in milliseconds since 1970
 * @param refunded how much of the total went back; null for nothing
 * @param cart the cart that it came from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderCall(
    @Nullable String v,
    long at,
    OrderStatus status,
    String currency,
    BigDecimal total,
    @Nullable BigDecimal refunded,
    @Nullable String cart,
    @Nullable String email,
    @Nullable Boolean marketing,
    @Nullable String language,
    List<CartLine> lines) {
  public OrderCall {
    lines = List.copyOf(lines);
  }
}
