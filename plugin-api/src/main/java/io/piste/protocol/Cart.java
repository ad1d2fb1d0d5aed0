package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigDecimal;
import java.util.List;

/**
 * A whole cart. {@code id} is the shop's, at most 64 characters; {@code seq} grows with every
 * change (a time in milliseconds will do) and an older one is ignored; {@code currency} is three
 * capital letters; at most 100 lines, none at all when the cart was emptied.
 */
public record Cart(String id, long seq, String currency, List<CartLine> lines) {
  public Cart {
    lines = List.copyOf(lines);
  }

  /** The sum of the lines. */
  @JsonIgnore
  public BigDecimal total() {
    return lines.stream().map(CartLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
