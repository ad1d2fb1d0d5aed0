package io.piste.protocol.api;

import io.piste.protocol.CartLine;
import java.util.List;

/** The answer to {@code POST /carts/resolve}: what to put into the cart again. */
public record RestoredCart(Lines cart) {
  /** The cart by the id that the shop gave it. */
  public record Lines(String id, String currency, List<CartLine> lines) {
    public Lines {
      lines = List.copyOf(lines);
    }
  }
}
