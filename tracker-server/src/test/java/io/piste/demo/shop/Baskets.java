package io.piste.demo.shop;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shop's sessions, in memory: a restart empties them, which is one more reason for a cart to
 * need restoring. The cookie is strictly necessary for the cart and set only when there is one.
 */
final class Baskets {
  static final String COOKIE = "brume_session";
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Basket> bySession = new ConcurrentHashMap<>();

  Optional<Basket> of(String session) {
    return Optional.ofNullable(bySession.get(session));
  }

  /** Opens a session with an empty cart; answers its id. */
  String open() {
    String session = newId(16);
    bySession.put(session, new Basket(newCartId()));
    return session;
  }

  String newCartId() {
    return "cart-" + newId(8);
  }

  String newOrderId() {
    return "B-" + newId(4).toUpperCase(java.util.Locale.ROOT);
  }

  private String newId(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
