package io.piste.connector;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.cart.StoredCart;
import io.piste.http.Bodies;
import io.piste.http.PisteServlet;
import io.piste.mail.RestorableCarts;
import io.piste.mail.ReturningVisitors;
import io.piste.protocol.CartLine;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /api/v1/carts/resolve}: a shop's server hands in the token of a restore link and gets
 * the cart's lines. It never learns whose cart it was.
 */
public final class CartResolveServlet extends PisteServlet {
  private static final int LONGEST_BODY = 1024;

  private final transient Bearer bearer;
  private final transient RestorableCarts carts;
  private final transient ReturningVisitors returning;

  /** Answers servers with a key. */
  public CartResolveServlet(Bearer bearer, RestorableCarts carts, ReturningVisitors returning) {
    this.bearer = bearer;
    this.carts = carts;
    this.returning = returning;
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Site site = bearer.caller(request, response, Scope.EVENTS).site();
    Question question = Bodies.json(request, LONGEST_BODY, Question.class);
    String token = question.token();
    if (token == null) {
      throw new Problem(ProblemCode.BAD_REQUEST, "The body must be {\"token\":\"…\"}.");
    }
    StoredCart cart = carts.of(site, token);
    returning.note(request, site, question.v(), cart);
    Answers.send(response, new Answer(new Resolved(cart.cartKey(), cart.currency(), cart.lines())));
  }

  /** {@code v} is the visitor token of the browser that brought the token, where there is one. */
  private record Question(@Nullable String token, @Nullable String v) {}

  private record Answer(Resolved cart) {}

  private record Resolved(String id, String currency, List<CartLine> lines) {}
}
