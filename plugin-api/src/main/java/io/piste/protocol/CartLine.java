package io.piste.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One line of a cart or an order. {@code quantity} from 1 to 9,999, {@code price} per unit, zero or
 * more with at most 2 decimals; the rest as in {@link Product}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CartLine(
    String sku,
    String name,
    int quantity,
    BigDecimal price,
    @Nullable String url,
    @Nullable String image) {

  /** Quantity times unit price. */
  public BigDecimal amount() {
    return price.multiply(BigDecimal.valueOf(quantity));
  }
}
