package io.piste.collect;

import io.piste.base.Decimals;
import io.piste.base.EmailAddress;
import io.piste.base.JsonFields;
import io.piste.protocol.CartLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what the bodies of the plugin API have in common, within the limits of events. */
public final class ShopWords {
  private static final int MOST_EMAIL = 320;
  private static final int MOST_PERSON = 100;

  private ShopWords() {}

  /** The visitor that a call names, if it does. */
  public static @Nullable String visitor(JsonFields body) {
    return body.optionalText("v", 2_000);
  }

  /** A time, in milliseconds since 1970. */
  public static long time(JsonFields body, String name) {
    return body.wholeNumber(name, 1, EventDraft.LAST_TIME);
  }

  /** An e-mail address. */
  public static EmailAddress email(JsonFields body, String name) {
    return EmailAddress.parse(body.text(name, MOST_EMAIL))
        .orElseThrow(() -> body.wrong(name, "an e-mail address"));
  }

  /** The same, or empty where the field is absent, null or empty. */
  public static Optional<EmailAddress> optionalEmail(JsonFields body, String name) {
    return body.optionalText(name, MOST_EMAIL) == null
        ? Optional.empty()
        : Optional.of(email(body, name));
  }

  /** The name of a person in plain text, or null. */
  public static @Nullable String person(JsonFields body, String name) {
    return plain(body.optionalLine(name, MOST_PERSON));
  }

  /** A language: its primary subtag in lower case, or null when it is none. */
  public static @Nullable String language(JsonFields body, String name) {
    return PayloadParser.primaryLanguage(body.optionalText(name, 100));
  }

  /** Three capital letters. */
  public static String currency(JsonFields body, String name) {
    String currency = body.text(name, 3);
    if (currency.length() != 3 || !currency.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
      throw body.wrong(name, PayloadParser.A_CURRENCY);
    }
    return currency;
  }

  /** An amount of money, with at most 2 decimals. */
  public static BigDecimal money(JsonFields body, String name) {
    BigDecimal amount = body.number(name);
    if (!Amounts.fits(amount)) {
      throw body.wrong(name, Amounts.AN_AMOUNT);
    }
    BigDecimal plain = Decimals.plain(amount);
    if (plain.scale() > 2) {
      throw body.wrong(name, "an amount with at most 2 decimals");
    }
    return plain;
  }

  /** A line of text without markup, addresses or anything invisible; null when nothing is left. */
  public static @Nullable String plain(@Nullable String text) {
    String plain = text == null ? "" : PlainText.of(text);
    return plain.isEmpty() ? null : plain;
  }

  static List<CartLine> lines(JsonFields body) {
    List<CartLine> lines =
        body.objects("lines", PayloadParser.MOST_LINES).stream().map(ShopWords::line).toList();
    if (PayloadParser.sum(lines).compareTo(Amounts.MOST) > 0) {
      throw body.wrong("lines", PayloadParser.TOO_MUCH);
    }
    return lines;
  }

  private static CartLine line(JsonFields line) {
    line.only("sku", "name", "quantity", "price", "url", "image");
    String name = plain(line.line("name", PayloadParser.MOST_NAME));
    if (name == null) {
      throw line.wrong("name", "a name in plain text");
    }
    return new CartLine(
        line.text("sku", PayloadParser.MOST_SKU),
        name,
        (int) line.wholeNumber("quantity", 1, 9_999),
        money(line, "price"),
        line.optionalText("url", PayloadParser.MOST_URL),
        line.optionalText("image", PayloadParser.MOST_URL));
  }
}
