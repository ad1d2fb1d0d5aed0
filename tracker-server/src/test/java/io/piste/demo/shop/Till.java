package io.piste.demo.shop;

import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the cart to the order. */
final class Till implements Room {
  private final Catalogue catalogue;
  private final Baskets baskets;
  private final InstantSource clock;

  Till(Catalogue catalogue, Baskets baskets, InstantSource clock) {
    this.catalogue = catalogue;
    this.baskets = baskets;
    this.clock = clock;
  }

  @Override
  public boolean answers(Visit visit) throws IOException {
    switch (visit.path()) {
      case "/cart/add", "/cart/set" -> change(visit);
      case "/cart" -> cart(visit);
      case "/checkout" -> checkout(visit);
      case "/checkout/payment" -> payment(visit);
      case "/order" -> order(visit);
      case "/thanks" -> thanks(visit);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void change(Visit visit) throws IOException {
    if (visit.isPost()) {
      Map<String, String> form = visit.form();
      Optional<Tea> tea = catalogue.bySku(form.getOrDefault("sku", ""));
      int quantity = number(form.getOrDefault("quantity", "1"));
      if (tea.isPresent() && visit.path().endsWith("add")) {
        visit.basketForWriting().add(tea.get(), Math.max(1, quantity), clock.millis());
      } else if (tea.isPresent()) {
        visit.basketForWriting().set(tea.get(), quantity, clock.millis());
      }
    }
    visit.redirect(visit.lang().prefix() + "/cart");
  }

  private void cart(Visit visit) throws IOException {
    PisteCalls calls = new PisteCalls();
    Optional<Basket> basket = visit.basket();
    basket.ifPresent(some -> calls.cart(some.snapshot(visit.lang(), visit.origin())));
    visit.show(
        "cart",
        visit.lang().word("cart.title"),
        Map.of(
            "lines", lines(basket, visit.lang()),
            "total", total(basket, visit.lang()),
            "restored", visit.query().containsKey("restored")),
        calls);
  }

  private void checkout(Visit visit) throws IOException {
    Optional<Basket> basket = visit.basket().filter(some -> some.count() > 0);
    if (basket.isEmpty()) {
      visit.redirect(visit.lang().prefix() + "/cart");
    } else if (visit.isPost()) {
      basket.get().buyer(buyer(visit.form()));
      visit.redirect(visit.lang().prefix() + "/checkout/payment");
    } else {
      visit.show(
          "checkout",
          visit.lang().word("checkout.title"),
          Map.of("lines", lines(basket, visit.lang()), "total", total(basket, visit.lang())),
          new PisteCalls().checkout(basket.get().id()));
    }
  }

  /** The address is told to the tracker only here, after the form was sent. */
  private void payment(Visit visit) throws IOException {
    Optional<Basket> basket = visit.basket().filter(some -> some.count() > 0);
    if (basket.isEmpty()) {
      visit.redirect(visit.lang().prefix() + "/cart");
      return;
    }
    Basket.Buyer buyer = basket.get().buyer();
    Identity identity =
        new Identity(
            buyer.email(),
            null,
            null,
            buyer.first().isEmpty() ? null : buyer.first(),
            buyer.last().isEmpty() ? null : buyer.last(),
            visit.lang().code(),
            buyer.marketing());
    visit.show(
        "payment",
        visit.lang().word("payment.title"),
        Map.of(
            "lines", lines(basket, visit.lang()),
            "total", total(basket, visit.lang()),
            "buyer", name(buyer)),
        buyer.email().isEmpty() ? new PisteCalls() : new PisteCalls().identify(identity));
  }

  private void order(Visit visit) throws IOException {
    Optional<Basket> basket = visit.basket().filter(some -> some.count() > 0);
    if (visit.isPost() && basket.isPresent()) {
      basket.get().order(baskets.newOrderId(), baskets.newCartId());
    }
    visit.redirect(visit.lang().prefix() + "/thanks");
  }

  /** Shown again it tells the same order: the tracker counts an order's id once. */
  private void thanks(Visit visit) throws IOException {
    Optional<Basket.Placed> placed =
        visit.basket().map(Basket::placed).filter(order -> !order.id().isEmpty());
    if (placed.isEmpty()) {
      visit.redirect(visit.lang().prefix() + "/");
      return;
    }
    Order order =
        new Order(
            placed.get().id(),
            placed.get().cartId(),
            Catalogue.CURRENCY,
            placed.get().total(),
            Basket.wire(placed.get().lines(), visit.lang(), visit.origin()));
    visit.show(
        "thanks",
        visit.lang().word("thanks.title"),
        Map.of("order", placed.get().id()),
        new PisteCalls().order(order));
  }

  private static Basket.Buyer buyer(Map<String, String> form) {
    return new Basket.Buyer(
        form.getOrDefault("first", "").strip(),
        form.getOrDefault("last", "").strip(),
        form.getOrDefault("email", "").strip(),
        form.containsKey("marketing"));
  }

  private static String name(Basket.Buyer buyer) {
    String name = (buyer.first() + " " + buyer.last()).strip();
    return name.isEmpty() ? buyer.email() : name;
  }

  private static List<Map<String, Object>> lines(Optional<Basket> basket, Lang lang) {
    return basket.map(Basket::lines).orElse(List.of()).stream()
        .map(
            line ->
                Map.<String, Object>of(
                    "sku", line.tea().sku(),
                    "name", line.tea().in(lang).name(),
                    "quantity", line.quantity(),
                    "each", lang.money(line.tea().price()),
                    "amount", lang.money(line.amount()),
                    "url", line.tea().path(lang),
                    "image", line.tea().picture()))
        .toList();
  }

  private static String total(Optional<Basket> basket, Lang lang) {
    return lang.money(Basket.total(basket.map(Basket::lines).orElse(List.of())));
  }

  private static int number(String typed) {
    try {
      return Integer.parseInt(typed.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
