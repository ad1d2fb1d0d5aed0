package io.piste.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.piste.protocol.CartLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code PUT /carts/{id}}: a whole cart.
 *
 * @param v the value of the visitor cookie, or a visitor token
 * @param at milliseconds since 1970
 * @param seq grows with every change; an older one is ignored
 * @param email what the person typed so far
 * @param marketing the box beside it; null where there was none
 * @param url the page it happened on
 * @param lines none when it was emptied
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CartCall(
    @Nullable String v,
    long at,
    long seq,
    String currency,
    @Nullable String language,
    @Nullable String email,
    @Nullable Boolean marketing,
    @Nullable String url,
    List<CartLine> lines) {
  public CartCall {
    lines = List.copyOf(lines);
  }
}
