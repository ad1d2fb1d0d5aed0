package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order. {@code id} is the shop's, at most 64 characters; {@code cart} the id of the cart it
 * came from, where the shop knows it; {@code total} what was paid, with at most 2 decimals.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Order(
    String id, @Nullable String cart, String currency, BigDecimal total, List<CartLine> lines) {
  public Order {
    lines = List.copyOf(lines);
  }
}
