package io.piste.collect;

import io.piste.base.EmailAddress;
import io.piste.base.JsonFields;
import io.piste.protocol.Cart;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.OrderStatus;
import io.piste.protocol.Proof;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the calls of a shop's server. Bodies are strict: an unknown field is refused, for
 * a misspelt one would be lost in silence.
 */
public final class ShopCalls {
  /**
   * What a shop's account proves: who signs in there is who they say. Who signs up types an address
   * as in any form: most shops ask for no proof of it, or only afterwards.
   */
  private static final Set<String> PROVING = Set.of("login");

  private static final Set<String> SOURCES =
      Set.of("login", "register", "checkout", "comment", "form");

  private ShopCalls() {}

  /** The body of {@code PUT /carts/{id}}. */
  public static ServerCall cart(Site site, String id, JsonFields body) {
    body.only("v", "at", "seq", "currency", "language", "email", "marketing", "url", "lines");
    long at = ShopWords.time(body, "at");
    long seq = body.wholeNumber("seq", 0, PayloadParser.MOST_SEQ);
    String page = page(site, body, "url");
    String language = ShopWords.language(body, "language");
    Cart cart = new Cart(id, seq, ShopWords.currency(body, "currency"), ShopWords.lines(body));
    Event changed =
        new Event.CartChanged(
            EventIds.of("cart", id, Long.toString(seq)), at, page, language, cart);
    return new ServerCall(
        ShopWords.visitor(body), List.of(changed), beside(body, "cart " + id, at, page));
  }

  /**
   * The body of {@code PUT /orders/{id}}.
   *
   * @param known whether the order was told of before, so that it is not placed once more
   */
  public static ServerCall order(Site site, String id, JsonFields body, boolean known) {
    body.only(
        "v",
        "at",
        "status",
        "currency",
        "total",
        "refunded",
        "cart",
        "email",
        "marketing",
        "language",
        "lines");
    long at = ShopWords.time(body, "at");
    String page = home(site);
    Order order = order(id, body);
    OrderStatus status = order.status() == null ? OrderStatus.PLACED : order.status();
    List<Event> events = new ArrayList<>();
    if (!known && isPlacing(status)) {
      events.add(new Event.OrderPlaced(EventIds.of("order", id), at, page, placed(order)));
    }
    if (events.isEmpty() || status != OrderStatus.PLACED || order.refunded() != null) {
      String refunded = order.refunded() == null ? "" : order.refunded().toPlainString();
      events.add(
          new Event.OrderChanged(
              EventIds.of("orderchange", id, status.word(), refunded), at, page, order));
    }
    return new ServerCall(ShopWords.visitor(body), events, beside(body, "order " + id, at, page));
  }

  /** The body of {@code POST /identify}. */
  public static ServerCall identify(Site site, JsonFields body) {
    body.only(
        "v", "at", "email", "firstName", "lastName", "language", "source", "marketing", "page");
    long at = ShopWords.time(body, "at");
    EmailAddress email = ShopWords.email(body, "email");
    String source = body.text("source", 20);
    if (!SOURCES.contains(source)) {
      throw body.wrong("source", "login, register, checkout, comment or form");
    }
    Identity identity =
        new Identity(
            email.value(),
            null,
            PROVING.contains(source) ? Proof.VERIFIED : Proof.CLAIMED,
            ShopWords.person(body, "firstName"),
            ShopWords.person(body, "lastName"),
            ShopWords.language(body, "language"),
            body.optionalFlag("marketing"));
    Event identified =
        new Event.Identified(
            EventIds.of("identify", email.value(), source, Long.toString(at)),
            at,
            page(site, body, "page"),
            identity);
    return new ServerCall(ShopWords.visitor(body), List.of(identified), null);
  }

  private static Order order(String id, JsonFields body) {
    String word = body.text("status", 20);
    OrderStatus status =
        OrderStatus.of(word)
            .orElseThrow(
                () ->
                    body.wrong("status", "placed, paid, completed, cancelled, refunded or failed"));
    BigDecimal total = ShopWords.money(body, "total");
    BigDecimal refunded = body.has("refunded") ? ShopWords.money(body, "refunded") : null;
    if (refunded != null && refunded.compareTo(total) > 0) {
      throw body.wrong("refunded", "at most the total");
    }
    return new Order(
        id,
        body.optionalText("cart", PayloadParser.MOST_ID),
        ShopWords.currency(body, "currency"),
        total,
        ShopWords.lines(body),
        status,
        refunded == null || refunded.signum() == 0 ? null : refunded);
  }

  private static Order placed(Order order) {
    return new Order(order.id(), order.cart(), order.currency(), order.total(), order.lines());
  }

  /** Whether somebody has just placed it, as far as the status can tell. */
  private static boolean isPlacing(OrderStatus status) {
    return status == OrderStatus.PLACED
        || status == OrderStatus.PAID
        || status == OrderStatus.COMPLETED;
  }

  /** Whose address was typed beside a cart or an order: claimed, as in any form. */
  private static Event.@Nullable Identified beside(
      JsonFields body, String what, long at, String page) {
    Boolean marketing = body.optionalFlag("marketing");
    return ShopWords.optionalEmail(body, "email")
        .map(
            email ->
                new Event.Identified(
                    EventIds.of("beside", what, email.value(), String.valueOf(marketing)),
                    at,
                    page,
                    new Identity(
                        email.value(),
                        null,
                        Proof.CLAIMED,
                        null,
                        null,
                        ShopWords.language(body, "language"),
                        marketing)))
        .orElse(null);
  }

  /** An address that is no page of the site is left out, as links and pictures are. */
  private static String page(Site site, JsonFields body, String name) {
    String said = body.optionalText(name, PayloadParser.MOST_URL);
    return said != null && Cleaning.isPage(site, said) ? said : home(site);
  }

  private static String home(Site site) {
    return site.origins().getFirst() + "/";
  }
}
