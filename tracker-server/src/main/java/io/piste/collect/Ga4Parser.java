package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.JsonStream;
import io.piste.protocol.Cart;
import io.piste.protocol.CartRef;
import io.piste.protocol.CustomEvent;
import io.piste.protocol.Event;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Makes our events of the {@code ecommerce} object that shops push for Google Analytics 4
 * (docs/adr/0040-ga4-names.md).
 */
final class Ga4Parser {
  /** Keeps the time at the front of an id; no other event's id is like that by chance. */
  private static final long BESIDE = 0x2F1D6B8A93C75E04L;

  private Ga4Parser() {}

  static EventType.Maker viewItem(JsonStream in) {
    Ga4Ecommerce said = Ga4Ecommerce.read(in);
    Ga4Item item = said.first(in);
    Product product =
        new Product(item.sku(), item.name(), item.price(), said.currency(), null, null);
    return head -> List.of(new Event.ProductSeen(head.id(), head.at(), head.u(), product));
  }

  /** The whole cart, also when nothing is left in it. */
  static EventType.Maker viewCart(JsonStream in) {
    Ga4Ecommerce said = Ga4Ecommerce.read(in);
    Cart cart = said.cart(in);
    return head -> List.of(changed(head.id(), head, cart));
  }

  /** The checkout, and before it the cart where it is told. */
  static EventType.Maker beginCheckout(JsonStream in) {
    Ga4Ecommerce said = Ga4Ecommerce.read(in);
    CartRef ref = new CartRef(said.cartId());
    if (said.items().isEmpty()) {
      return head -> List.of(begun(head, ref));
    }
    Cart cart = said.cart(in);
    return head -> List.of(changed(beside(head.id()), head, cart), begun(head, ref));
  }

  static EventType.Maker purchase(JsonStream in) {
    Order order = Ga4Ecommerce.read(in).order(in);
    return head -> List.of(new Event.OrderPlaced(head.id(), head.at(), head.u(), order));
  }

  static EventType.Maker addToCart(JsonStream in) {
    return happened("add_to_cart", in);
  }

  static EventType.Maker removeFromCart(JsonStream in) {
    return happened("remove_from_cart", in);
  }

  /** A difference makes no cart, so it is kept as something that happened and changes none. */
  private static EventType.Maker happened(String name, JsonStream in) {
    Ga4Ecommerce said = Ga4Ecommerce.read(in);
    Ga4Item item = said.first(in);
    Map<String, Object> properties = new HashMap<>();
    properties.put("sku", item.sku());
    properties.put("name", item.name());
    properties.put("quantity", item.quantity());
    properties.put("items", said.items().size());
    if (item.price() != null) {
      properties.put("price", Decimals.number(item.price()));
    }
    if (said.currency() != null) {
      properties.put("currency", said.currency());
    }
    CustomEvent custom = new CustomEvent(name, properties);
    return head -> List.of(new Event.Custom(head.id(), head.at(), head.u(), custom));
  }

  /** The browser's time numbers the snapshots: it grows as they do. */
  private static Event changed(UUID id, EventHead head, Cart cart) {
    Cart numbered = new Cart(cart.id(), head.at(), cart.currency(), cart.lines());
    return new Event.CartChanged(id, head.at(), head.u(), head.language(), numbered);
  }

  private static Event begun(EventHead head, CartRef cart) {
    return new Event.CheckoutBegun(head.id(), head.at(), head.u(), cart);
  }

  private static UUID beside(UUID id) {
    return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() ^ BESIDE);
  }
}
