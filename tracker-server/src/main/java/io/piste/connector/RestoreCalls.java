package io.piste.connector;

import io.piste.base.JsonFields;
import io.piste.cart.StoredCart;
import io.piste.mail.RestorableCarts;
import io.piste.mail.ReturningVisitors;
import io.piste.protocol.CartLine;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import java.util.List;

/**
 * {@code POST /carts/resolve}: a shop's server hands in the token of a restore link and gets the
 * cart's lines. It never learns whose cart it was. Thread-safe.
 */
public final class RestoreCalls {
  private static final int LONGEST_BODY = 4096;
  private static final int MOST_TOKEN = 100;

  private final RestorableCarts carts;
  private final ReturningVisitors returning;

  /** Asks nothing yet. */
  public RestoreCalls(RestorableCarts carts, ReturningVisitors returning) {
    this.carts = carts;
    this.returning = returning;
  }

  /** The call. */
  public List<Call> calls() {
    return List.of(
        Call.of("POST", "/carts/resolve", Scope.EVENTS, this::resolve)
            .upTo(LONGEST_BODY)
            .answeredAnew());
  }

  private ApiAnswer resolve(ApiRequest request) {
    JsonFields body = request.json();
    body.only("token", "v");
    String token = body.text("token", MOST_TOKEN);
    String visitor = body.optionalText("v", 2_000);
    Site site = request.site();
    StoredCart cart = carts.of(site, token);
    returning.note(request.http(), site, visitor, cart);
    return ApiAnswer.ok(new Answer(new Resolved(cart.cartKey(), cart.currency(), cart.lines())));
  }

  private record Answer(Resolved cart) {}

  private record Resolved(String id, String currency, List<CartLine> lines) {}
}
