package io.piste.demo.shop;

import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person has chosen so far, and who they say they are. Guarded by itself. */
final class Basket {
  /** What was typed at checkout. */
  record Buyer(String first, String last, String email, boolean marketing) {}

  /** An order that was placed. */
  record Placed(String id, String cartId, BigDecimal total, List<Line> lines) {}

  /** So many of a tea. */
  record Line(Tea tea, int quantity) {
    BigDecimal amount() {
      return tea.price().multiply(BigDecimal.valueOf(quantity));
    }
  }

  private static final int MOST = 20;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private String id;
  private long seq;
  private Buyer buyer = new Buyer("", "", "", false);
  private Placed placed = new Placed("", "", BigDecimal.ZERO, List.of());

  Basket(String id) {
    this.id = id;
  }

  synchronized String id() {
    return id;
  }

  /** Puts some more of a tea in. */
  synchronized void add(Tea tea, int quantity, long now) {
    int before = lines.containsKey(tea.sku()) ? lines.get(tea.sku()).quantity() : 0;
    set(tea, before + quantity, now);
  }

  /** Sets how many of a tea there are; none takes it out. */
  synchronized void set(Tea tea, int quantity, long now) {
    if (quantity <= 0) {
      lines.remove(tea.sku());
    } else {
      lines.put(tea.sku(), new Line(tea, Math.min(quantity, MOST)));
    }
    seq = Math.max(seq + 1, now);
  }

  /** Forgets what was in it, and goes on as the cart of this id. */
  synchronized void refill(String cartId, List<Line> wanted, long now) {
    id = cartId;
    lines.clear();
    wanted.forEach(line -> set(line.tea(), line.quantity(), now));
  }

  synchronized List<Line> lines() {
    return List.copyOf(lines.values());
  }

  synchronized int count() {
    return lines.values().stream().mapToInt(Line::quantity).sum();
  }

  static BigDecimal total(List<Line> lines) {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  synchronized Buyer buyer() {
    return buyer;
  }

  synchronized void buyer(Buyer who) {
    buyer = who;
  }

  /** Turns the content into an order and starts an empty cart under a new id. */
  synchronized Placed order(String orderId, String nextCartId) {
    placed = new Placed(orderId, id, total(lines()), lines());
    lines.clear();
    id = nextCartId;
    seq = 0;
    return placed;
  }

  /** The last order; its id is empty when there was none. */
  synchronized Placed placed() {
    return placed;
  }

  /** The whole cart, as the tracker wants it. */
  synchronized Cart snapshot(Lang lang, String origin) {
    return new Cart(id, seq, Catalogue.CURRENCY, wire(lines(), lang, origin));
  }

  static List<CartLine> wire(List<Line> lines, Lang lang, String origin) {
    return lines.stream()
        .map(
            line ->
                new CartLine(
                    line.tea().sku(),
                    line.tea().in(lang).name(),
                    line.quantity(),
                    line.tea().price(),
                    origin + line.tea().path(lang),
                    origin + line.tea().picture()))
        .toList();
  }
}
