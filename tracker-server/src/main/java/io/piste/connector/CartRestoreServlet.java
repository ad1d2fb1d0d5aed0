package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.PisteServlet;
import io.piste.protocol.CartLine;
import io.piste.site.Cors;
import io.piste.site.Site;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /p/v1/restore?s=SITE&t=TOKEN}: for shops without a server of their own. The page that
 * a restore link leads to gets what to put into the cart, sku and quantity, and nothing else: the
 * token travels in addresses, so no name, price or person may hang on it.
 */
public final class CartRestoreServlet extends PisteServlet {
  private final transient Sites sites;
  private final transient RestorableCarts carts;

  /** Answers pages of listed origins. */
  public CartRestoreServlet(Sites sites, RestorableCarts carts) {
    this.sites = sites;
    this.carts = carts;
  }

  @Override
  protected void options(HttpServletRequest request, HttpServletResponse response) {
    Cors.preflight(request, response);
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    Site site =
        sites
            .byPublicId(parameter(request, "s"))
            .orElseThrow(
                () -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
    Cors.requireListedOrNone(request, site);
    List<Item> items =
        carts.of(site, parameter(request, "t")).lines().stream().map(Item::of).toList();
    response.setHeader("Referrer-Policy", "no-referrer");
    Answers.send(response, new Answer(items));
  }

  private static String parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).orElse("");
  }

  private record Answer(List<Item> lines) {}

  private record Item(String sku, int quantity) {
    static Item of(CartLine line) {
      return new Item(line.sku(), line.quantity());
    }
  }
}
