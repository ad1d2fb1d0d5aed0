package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.cart.StoredCart;
import io.piste.http.Bodies;
import io.piste.mail.RestorableCarts;
import io.piste.mail.ReturningVisitors;
import io.piste.protocol.CartLine;
import io.piste.site.Cors;
import io.piste.site.CorsServlet;
import io.piste.site.Site;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /p/v1/restore?s=SITE&t=TOKEN}: for shops without a server of their own. The page that
 * a restore link leads to gets what to put into the cart, sku and quantity, and nothing else: the
 * token travels in addresses, so no name, price or person may hang on it. {@code POST} with the
 * same in a JSON body, and perhaps the visitor token {@code v}, also notes which browser it is, if
 * that allows the use of carts.
 */
public final class CartRestoreServlet extends CorsServlet {
  private static final int LONGEST_BODY = 2048;

  private final transient Sites sites;
  private final transient RestorableCarts carts;
  private final transient ReturningVisitors returning;

  /** Answers pages of listed origins. */
  public CartRestoreServlet(Sites sites, RestorableCarts carts, ReturningVisitors returning) {
    this.sites = sites;
    this.carts = carts;
    this.returning = returning;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    Site site = site(parameter(request, "s"));
    Cors.requireListedOrNone(request, site);
    send(response, carts.of(site, parameter(request, "t")));
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    Question question = Bodies.json(request, LONGEST_BODY, Question.class);
    Site site = site(Objects.requireNonNullElse(question.s(), ""));
    Cors.requireListed(request, site);
    StoredCart cart = carts.of(site, Objects.requireNonNullElse(question.t(), ""));
    returning.note(request, site, question.v(), cart);
    send(response, cart);
  }

  private Site site(String publicId) {
    return sites
        .byPublicId(publicId)
        .orElseThrow(() -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
  }

  private static void send(HttpServletResponse response, StoredCart cart) throws IOException {
    response.setHeader("Referrer-Policy", "no-referrer");
    Answers.send(response, new Answer(cart.lines().stream().map(Item::of).toList()));
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  private record Question(@Nullable String s, @Nullable String t, @Nullable String v) {}

  private record Answer(List<Item> lines) {}

  private record Item(String sku, int quantity) {
    static Item of(CartLine line) {
      return new Item(line.sku(), line.quantity());
    }
  }
}
