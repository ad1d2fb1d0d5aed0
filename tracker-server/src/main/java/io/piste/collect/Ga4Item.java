package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.JsonStream;
import io.piste.protocol.CartLine;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One of GA4's {@code items}, which has an id or a name and perhaps nothing else.
 *
 * @param price per unit, rounded to 2 decimals
 * @param quantity 1 where it is not told
 */
record Ga4Item(String sku, String name, @Nullable BigDecimal price, int quantity) {
  private static final int MOST_QUANTITY = 9_999;

  static Ga4Item read(JsonStream in) {
    String id = null;
    String name = null;
    BigDecimal price = null;
    long quantity = 1;
    while (in.nextField()) {
      switch (in.name()) {
        case "item_id" -> id = in.isNull() ? null : in.key(PayloadParser.MOST_SKU);
        case "item_name" -> name = in.isNull() ? null : PayloadParser.name(in);
        case "price" -> price = in.isNull() ? null : Ga4Ecommerce.money(in);
        case "quantity" -> quantity = in.isNull() ? 1 : quantity(in);
        default -> in.skip();
      }
    }
    if (id == null && name == null) {
      throw in.wrong("item_id", "an id here, or a name in 'item_name'");
    }
    return new Ga4Item(sku(id, name), name(in, id, name), price, (int) quantity);
  }

  private static String sku(@Nullable String id, @Nullable String name) {
    return id == null ? PlainText.cut(String.valueOf(name), PayloadParser.MOST_SKU) : id;
  }

  private static String name(JsonStream in, @Nullable String id, @Nullable String name) {
    String known = name == null ? PlainText.of(String.valueOf(id)) : name;
    if (known.isEmpty()) {
      throw in.wrong("item_name", "a name in plain text");
    }
    return known;
  }

  private static long quantity(JsonStream in) {
    return Decimals.whole(Ga4Ecommerce.number(in), 1, MOST_QUANTITY)
        .orElseThrow(() -> in.wrong("a whole number from 1 to " + MOST_QUANTITY));
  }

  CartLine line(BigDecimal known) {
    return new CartLine(sku, name, quantity, known, null, null);
  }
}
