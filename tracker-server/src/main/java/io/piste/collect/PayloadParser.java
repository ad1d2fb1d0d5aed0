package io.piste.collect;

import io.piste.base.EmailAddress;
import io.piste.base.JsonFields;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.CartRef;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to one type of event, for {@link EventParser}. */
final class PayloadParser {
  private static final int MOST_LINES = 100;
  private static final int MOST_URL = 2_000;
  private static final int MOST_TOKEN = 2_000;
  private static final BigDecimal MOST_MONEY = new BigDecimal("999999999.99");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2,3})([-_][A-Za-z0-9]+)*");

  private PayloadParser() {}

  static Product product(JsonFields fields) {
    return new Product(
        fields.text("sku", 100),
        name(fields),
        fields.has("price") ? money(fields, "price") : null,
        fields.has("currency") ? currency(fields) : null,
        address(fields, "url"),
        address(fields, "image"));
  }

  static Cart cart(JsonFields fields) {
    return new Cart(
        fields.text("id", 64),
        fields.wholeNumber("seq", 0, 9_007_199_254_740_991L),
        currency(fields),
        lines(fields));
  }

  static CartRef cartRef(JsonFields fields) {
    return new CartRef(fields.text("id", 64));
  }

  static Order order(JsonFields fields) {
    return new Order(
        fields.text("id", 64),
        fields.optionalText("cart", 64),
        currency(fields),
        money(fields, "total"),
        lines(fields));
  }

  /** What a page says of the proof is ignored: proof is ours to give. */
  static Identity identity(JsonFields fields) {
    String token = fields.optionalText("token", MOST_TOKEN);
    String typed = fields.optionalText("email", 320);
    if ((token == null) == (typed == null)) {
      throw fields.wrong("email", "either an e-mail address here or a signed token in 'token'");
    }
    return new Identity(
        typed == null ? null : email(fields, typed),
        token,
        null,
        personName(fields, "firstName"),
        personName(fields, "lastName"),
        language(fields, "language"),
        fields.optionalFlag("marketing"));
  }

  private static String email(JsonFields fields, String typed) {
    return EmailAddress.parse(typed)
        .orElseThrow(() -> fields.wrong("email", "an e-mail address"))
        .value();
  }

  private static @Nullable String personName(JsonFields fields, String field) {
    String typed = fields.optionalLine(field, 100);
    String name = typed == null ? "" : PlainText.of(typed);
    return name.isEmpty() ? null : name;
  }

  private static List<CartLine> lines(JsonFields fields) {
    List<CartLine> lines = new ArrayList<>();
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonFields line : fields.objects("lines", MOST_LINES)) {
      CartLine read =
          new CartLine(
              line.text("sku", 100),
              name(line),
              (int) line.wholeNumber("quantity", 1, 9_999),
              money(line, "price"),
              address(line, "url"),
              address(line, "image"));
      lines.add(read);
      sum = sum.add(read.amount());
    }
    if (sum.compareTo(MOST_MONEY) > 0) {
      throw fields.wrong("lines", "lines of " + MOST_MONEY + " at most together");
    }
    return lines;
  }

  private static String name(JsonFields fields) {
    String name = PlainText.of(fields.line("name", 200));
    if (name.isEmpty()) {
      throw fields.wrong("name", "a name in plain text");
    }
    return name;
  }

  /** Compared before anything is computed: 1e999999999 is a number too. */
  private static BigDecimal money(JsonFields fields, String field) {
    BigDecimal amount = fields.number(field);
    if (amount.signum() < 0 || amount.compareTo(MOST_MONEY) > 0) {
      throw fields.wrong(field, "an amount from 0 to " + MOST_MONEY);
    }
    if (amount.signum() == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal plain = amount.stripTrailingZeros();
    if (plain.scale() > 2) {
      throw fields.wrong(field, "an amount with at most 2 decimals");
    }
    return plain.scale() < 0 ? plain.setScale(0) : plain;
  }

  private static String currency(JsonFields fields) {
    String currency = fields.text("currency", 3);
    if (!CURRENCY.matcher(currency).matches()) {
      throw fields.wrong("currency", "three capital letters, such as EUR");
    }
    return currency;
  }

  /**
   * An address of no use is left out later ({@link Cleaning}); only its type and size count here.
   */
  static @Nullable String address(JsonFields fields, String field) {
    return fields.optionalText(field, MOST_URL);
  }

  /** The primary language, or null when the page says something that is none. */
  static @Nullable String language(JsonFields fields, String field) {
    String text = fields.optionalText(field, 100);
    Matcher matcher = LANGUAGE.matcher(text == null ? "" : text);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
  }
}
