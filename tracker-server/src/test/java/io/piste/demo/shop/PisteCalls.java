package io.piste.demo.shop;

import io.piste.protocol.Cart;
import io.piste.protocol.CartRef;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import java.util.ArrayList;
import java.util.List;

/** What a page tells the tracker: the calls {@code piste(name, argument)} in order. */
final class PisteCalls {
  private final List<List<Object>> calls = new ArrayList<>();

  PisteCalls product(Product product) {
    return add("product", product);
  }

  PisteCalls cart(Cart cart) {
    return add("cart", cart);
  }

  PisteCalls checkout(String cartId) {
    return add("checkout", new CartRef(cartId));
  }

  PisteCalls identify(Identity identity) {
    return add("identify", identity);
  }

  PisteCalls order(Order order) {
    return add("order", order);
  }

  List<List<Object>> list() {
    return List.copyOf(calls);
  }

  private PisteCalls add(String name, Object argument) {
    calls.add(List.of(name, argument));
    return this;
  }
}
