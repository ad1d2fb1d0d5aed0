package io.piste.collect;

import io.piste.privacy.UrlStripping;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.Event;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import io.piste.site.Site;
import io.piste.site.WebAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Step: takes out of addresses what must not be stored (rule D9, design points 12 and 14). Pages
 * must be the site's; links and pictures that lead elsewhere are left out, for strangers send them
 * and mails show them.
 */
final class Cleaning {
  private static final int MOST_URL = 1_000;

  private final Site site;

  private Cleaning(Site site) {
    this.site = site;
  }

  static Arrival clean(Arrival arrival) {
    Cleaning cleaning = new Cleaning(arrival.site());
    List<Event> clean = new ArrayList<>(arrival.events().size());
    for (int i = 0; i < arrival.events().size(); i++) {
      clean.add(cleaning.event(arrival.events().get(i)));
    }
    return arrival.with(clean);
  }

  private Event event(Event event) {
    String u = page(event);
    return switch (event) {
      case Event.Page e ->
          new Event.Page(e.id(), e.at(), u, e.ti(), orNull(WebAddress.parse(e.r())), e.l());
      case Event.ProductSeen e -> new Event.ProductSeen(e.id(), e.at(), u, product(e.product()));
      case Event.CartChanged e -> new Event.CartChanged(e.id(), e.at(), u, e.l(), cart(e.cart()));
      case Event.CheckoutBegun e -> new Event.CheckoutBegun(e.id(), e.at(), u, e.checkout());
      case Event.OrderPlaced e -> new Event.OrderPlaced(e.id(), e.at(), u, order(e.order()));
      case Event.OrderChanged e -> new Event.OrderChanged(e.id(), e.at(), u, order(e.order()));
      case Event.Identified e -> new Event.Identified(e.id(), e.at(), u, e.identify());
      case Event.Engaged e -> new Event.Engaged(e.id(), e.at(), u, e.engage());
      case Event.Clicked e -> new Event.Clicked(e.id(), e.at(), u, e.click());
      case Event.FormSent e -> new Event.FormSent(e.id(), e.at(), u, e.form());
      case Event.Searched e -> new Event.Searched(e.id(), e.at(), u, e.search());
      case Event.NotFound e ->
          new Event.NotFound(e.id(), e.at(), u, orNull(WebAddress.parse(e.r())));
      case Event.Custom e -> new Event.Custom(e.id(), e.at(), u, e.custom());
      case Event.LoggedOut e -> new Event.LoggedOut(e.id(), e.at(), u);
    };
  }

  private String page(Event event) {
    return WebAddress.parse(event.u())
        .filter(address -> site.lists(address.origin()))
        .flatMap(Cleaning::stripped)
        .orElseThrow(
            () ->
                new Refused(
                    Refusal.WRONG_SHAPE,
                    "event "
                        + event.id()
                        + ", u: expected the address of a page of this site, of at most "
                        + MOST_URL
                        + " characters"));
  }

  /** Whether an address can stand for a page of the site. */
  static boolean isPage(Site site, @Nullable String address) {
    return WebAddress.parse(address)
        .filter(page -> site.lists(page.origin()))
        .flatMap(Cleaning::stripped)
        .isPresent();
  }

  private Product product(Product p) {
    return new Product(p.sku(), p.name(), p.price(), p.currency(), ours(p.url()), ours(p.image()));
  }

  private Cart cart(Cart cart) {
    return new Cart(cart.id(), cart.seq(), cart.currency(), lines(cart.lines()));
  }

  private Order order(Order order) {
    return new Order(
        order.id(),
        order.cart(),
        order.currency(),
        order.total(),
        lines(order.lines()),
        order.status(),
        order.refunded());
  }

  private List<CartLine> lines(List<CartLine> lines) {
    return lines.stream()
        .map(
            line ->
                new CartLine(
                    line.sku(),
                    line.name(),
                    line.quantity(),
                    line.price(),
                    ours(line.url()),
                    ours(line.image())))
        .toList();
  }

  private @Nullable String ours(@Nullable String address) {
    return orNull(WebAddress.parse(address).filter(a -> site.ownsHost(a.host())));
  }

  private static @Nullable String orNull(Optional<WebAddress> address) {
    return address.flatMap(Cleaning::stripped).orElse(null);
  }

  private static Optional<String> stripped(WebAddress address) {
    String stripped = UrlStripping.strip(address.toString());
    return stripped.length() > MOST_URL ? Optional.empty() : Optional.of(stripped);
  }
}
