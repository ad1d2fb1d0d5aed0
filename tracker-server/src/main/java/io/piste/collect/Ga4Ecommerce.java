package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.JsonStream;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.Order;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What shops push as {@code ecommerce}. Numbers may stand in quotes and have more than 2 decimals,
 * as they often do there: they are rounded.
 *
 * @param transaction the order's id
 * @param cartId an addition of ours; GA4 knows no carts, so without it a visitor has one
 * @param told the items; an empty list says that there are none, null says nothing
 */
record Ga4Ecommerce(
    @Nullable String currency,
    @Nullable BigDecimal value,
    @Nullable String transaction,
    String cartId,
    @Nullable List<Ga4Item> told) {
  private static final String THE_CART = "ga4";
  private static final int LONGEST_NUMBER = 64;
  private static final Pattern QUOTED = Pattern.compile(" *[0-9]{1,9}(\\.[0-9]{1,20})? *");

  static Ga4Ecommerce read(JsonStream in) {
    String currency = null;
    BigDecimal value = null;
    String transaction = null;
    String cart = THE_CART;
    List<Ga4Item> items = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "currency" -> currency = in.isNull() ? null : PayloadParser.currency(in);
        case "value" -> value = in.isNull() ? null : money(in);
        case "transaction_id" -> transaction = in.isNull() ? null : in.key(PayloadParser.MOST_ID);
        case "cart_id" -> cart = in.isNull() ? THE_CART : in.key(PayloadParser.MOST_ID);
        case "items" ->
            items = in.isNull() ? null : in.objects(PayloadParser.MOST_LINES, Ga4Item::read);
        default -> in.skip();
      }
    }
    return new Ga4Ecommerce(currency, value, transaction, cart, items);
  }

  List<Ga4Item> items() {
    return told == null ? List.of() : told;
  }

  /** The only one, as a rule. */
  Ga4Item first(JsonStream in) {
    if (items().isEmpty()) {
      throw in.wrong("items", "at least one item");
    }
    return items().getFirst();
  }

  /** The whole cart; its number is still 0. */
  Cart cart(JsonStream in) {
    in.needed(told, "items", "a list of objects");
    return new Cart(cartId, 0, knownCurrency(in), lines(in));
  }

  /** What GA4 is told as value counts as the total, as it does in its reports. */
  Order order(JsonStream in) {
    List<CartLine> lines = lines(in);
    return new Order(
        in.neededText(transaction, "transaction_id", PayloadParser.MOST_ID),
        cartId,
        knownCurrency(in),
        total(in, lines),
        lines);
  }

  private BigDecimal total(JsonStream in, List<CartLine> lines) {
    if (value == null && lines.isEmpty()) {
      throw in.wrong("value", "a number");
    }
    return value == null ? PayloadParser.sum(lines) : value;
  }

  private String knownCurrency(JsonStream in) {
    return in.needed(currency, "currency", PayloadParser.A_CURRENCY);
  }

  private List<CartLine> lines(JsonStream in) {
    List<CartLine> lines = new ArrayList<>(items().size());
    for (int i = 0; i < items().size(); i++) {
      Ga4Item item = items().get(i);
      lines.add(item.line(in.needed(item.price(), "items[" + i + "].price", "a number")));
    }
    if (PayloadParser.sum(lines).compareTo(Amounts.MOST) > 0) {
      throw in.wrong("items", PayloadParser.TOO_MUCH);
    }
    return lines;
  }

  static BigDecimal money(JsonStream in) {
    BigDecimal amount = number(in);
    if (!Amounts.fits(amount)) {
      throw in.wrong(Amounts.AN_AMOUNT);
    }
    return Decimals.rounded(amount, 2);
  }

  static BigDecimal number(JsonStream in) {
    if (!in.isText()) {
      return in.number();
    }
    String quoted = in.text(LONGEST_NUMBER);
    if (!QUOTED.matcher(quoted).matches()) {
      throw in.wrong("a number");
    }
    return new BigDecimal(quoted.strip());
  }
}
