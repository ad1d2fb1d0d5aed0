package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.EmailAddress;
import io.piste.base.JsonStream;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.CartRef;
import io.piste.protocol.Identity;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what belongs to one type of event, for {@link EventParser}. */
final class PayloadParser {
  static final int MOST_LINES = 100;
  static final int MOST_URL = 2_000;
  private static final int MOST_TOKEN = 2_000;
  static final int MOST_ID = 64;
  static final int MOST_SKU = 100;
  static final int MOST_NAME = 200;
  static final long MOST_SEQ = 9_007_199_254_740_991L;
  static final String TOO_MUCH = "lines of " + Amounts.MOST + " at most together";
  static final String A_CURRENCY = "three capital letters, such as EUR";
  private static final Pattern LANGUAGE = Pattern.compile("([A-Za-z]{2,3})([-_][A-Za-z0-9]+)*");

  private PayloadParser() {}

  static Product product(JsonStream in) {
    String sku = null;
    String name = null;
    BigDecimal price = null;
    String currency = null;
    String url = null;
    String image = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "sku" -> sku = in.text(MOST_SKU);
        case "name" -> name = name(in);
        case "price" -> price = in.isNull() ? null : money(in);
        case "currency" -> currency = in.isNull() ? null : currency(in);
        case "url" -> url = address(in);
        case "image" -> image = address(in);
        default -> in.skip();
      }
    }
    return new Product(
        in.neededText(sku, "sku", MOST_SKU),
        in.neededText(name, "name", MOST_NAME),
        price,
        currency,
        url,
        image);
  }

  static Cart cart(JsonStream in) {
    String id = null;
    long seq = -1;
    String currency = null;
    List<CartLine> lines = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = in.text(MOST_ID);
        case "seq" -> seq = in.wholeNumber(0, MOST_SEQ);
        case "currency" -> currency = currency(in);
        case "lines" -> lines = lines(in);
        default -> in.skip();
      }
    }
    return new Cart(
        in.neededText(id, "id", MOST_ID),
        in.neededNumber(seq, "seq", 0, MOST_SEQ),
        in.needed(currency, "currency", A_CURRENCY),
        in.needed(lines, "lines", "a list of objects"));
  }

  static CartRef cartRef(JsonStream in) {
    String id = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = in.text(MOST_ID);
        default -> in.skip();
      }
    }
    return new CartRef(in.neededText(id, "id", MOST_ID));
  }

  static Order order(JsonStream in) {
    String id = null;
    String cart = null;
    String currency = null;
    BigDecimal total = null;
    List<CartLine> lines = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "id" -> id = in.text(MOST_ID);
        case "cart" -> cart = in.optionalText(MOST_ID);
        case "currency" -> currency = currency(in);
        case "total" -> total = money(in);
        case "lines" -> lines = lines(in);
        default -> in.skip();
      }
    }
    return new Order(
        in.neededText(id, "id", MOST_ID),
        cart,
        in.needed(currency, "currency", A_CURRENCY),
        in.needed(total, "total", "a number"),
        in.needed(lines, "lines", "a list of objects"));
  }

  /** What a page says of the proof is ignored: proof is ours to give. */
  static Identity identity(JsonStream in) {
    String email = null;
    String token = null;
    String firstName = null;
    String lastName = null;
    String language = null;
    Boolean marketing = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "email" -> email = email(in);
        case "token" -> token = in.optionalText(MOST_TOKEN);
        case "firstName" -> firstName = personName(in);
        case "lastName" -> lastName = personName(in);
        case "language" -> language = language(in);
        case "marketing" -> marketing = in.optionalFlag();
        default -> in.skip();
      }
    }
    if ((token == null) == (email == null)) {
      throw in.wrong("email", "either an e-mail address here or a signed token in 'token'");
    }
    return new Identity(email, token, null, firstName, lastName, language, marketing);
  }

  private static @Nullable String email(JsonStream in) {
    String typed = in.optionalText(320);
    return typed == null
        ? null
        : EmailAddress.parse(typed).orElseThrow(() -> in.wrong("an e-mail address")).value();
  }

  private static @Nullable String personName(JsonStream in) {
    String typed = in.optionalLine(100);
    String name = typed == null ? "" : PlainText.of(typed);
    return name.isEmpty() ? null : name;
  }

  private static List<CartLine> lines(JsonStream in) {
    List<CartLine> lines = in.objects(MOST_LINES, PayloadParser::line);
    if (sum(lines).compareTo(Amounts.MOST) > 0) {
      throw in.wrong(TOO_MUCH);
    }
    return lines;
  }

  static BigDecimal sum(List<CartLine> lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (CartLine line : lines) {
      sum = sum.add(line.amount());
    }
    return sum;
  }

  private static CartLine line(JsonStream in) {
    String sku = null;
    String name = null;
    long quantity = 0;
    BigDecimal price = null;
    String url = null;
    String image = null;
    while (in.nextField()) {
      switch (in.name()) {
        case "sku" -> sku = in.text(MOST_SKU);
        case "name" -> name = name(in);
        case "quantity" -> quantity = in.wholeNumber(1, 9_999);
        case "price" -> price = money(in);
        case "url" -> url = address(in);
        case "image" -> image = address(in);
        default -> in.skip();
      }
    }
    return new CartLine(
        in.neededText(sku, "sku", MOST_SKU),
        in.neededText(name, "name", MOST_NAME),
        (int) in.neededNumber(quantity, "quantity", 1, 9_999),
        in.needed(price, "price", "a number"),
        url,
        image);
  }

  static String name(JsonStream in) {
    String name = PlainText.of(in.line(MOST_NAME));
    if (name.isEmpty()) {
      throw in.wrong("a name in plain text");
    }
    return name;
  }

  private static BigDecimal money(JsonStream in) {
    BigDecimal amount = in.number();
    if (!Amounts.fits(amount)) {
      throw in.wrong(Amounts.AN_AMOUNT);
    }
    BigDecimal plain = Decimals.plain(amount);
    if (plain.scale() > 2) {
      throw in.wrong("an amount with at most 2 decimals");
    }
    return plain;
  }

  static String currency(JsonStream in) {
    String currency = in.text(3);
    if (currency.length() != 3 || !currency.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw in.wrong(A_CURRENCY);
    }
    return currency;
  }

  /**
   * An address of no use is left out later ({@link Cleaning}); only its type and size count here.
   */
  static @Nullable String address(JsonStream in) {
    return in.optionalText(MOST_URL);
  }

  /** The primary language, or null when the page says something that is none. */
  static @Nullable String language(JsonStream in) {
    return primaryLanguage(in.optionalText(100));
  }

  /** The same of a text that was read. */
  static @Nullable String primaryLanguage(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = LANGUAGE.matcher(text);
    return matcher.matches() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
  }
}
