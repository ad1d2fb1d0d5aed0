package io.piste.mail;

import io.piste.protocol.CartLine;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.net.URI;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the mail about a left cart in French or English, as HTML and as plain text. Thread-safe;
 * making one takes a moment, rendering does not.
 */
public final class CartMailRenderer {
  private static final int MOST_LINES = 8;

  private final Map<String, Edition> editions =
      Map.of("fr", new Edition("fr", Locale.FRANCE), "en", new Edition("en", Locale.ENGLISH));

  private final Template plain = Template.text("cart.txt");

  /** The words, the number format and the layout of one language. */
  private record Edition(Texts texts, Template html, Locale locale) {
    Edition(String language, Locale locale) {
      this(Texts.of("cart", language), Template.mjml("cart.mjml", language), locale);
    }
  }

  /** The languages there are texts for. */
  static boolean speaks(String language) {
    return language.equals("fr") || language.equals("en");
  }

  Mail.Content render(CartMail mail) {
    Edition edition =
        Optional.ofNullable(editions.get(mail.language()))
            .orElseThrow(() -> new IllegalArgumentException("no texts in " + mail.language()));
    Map<String, Object> values = values(mail, edition);
    return new Mail.Content(
        String.valueOf(values.get("subject")), edition.html().fill(values), plain.fill(values));
  }

  private static Map<String, Object> values(CartMail mail, Edition edition) {
    Site site = mail.site();
    Texts texts = edition.texts();
    Map<String, String> names = Map.of("site", site.name(), "host", shopHost(site));
    String turn = mail.turn().name().toLowerCase(Locale.ROOT);
    Map<String, Object> values = new HashMap<>();
    values.put("site", site.name());
    values.put("subject", texts.of("subject." + turn, names));
    values.put("preview", texts.of("intro." + turn));
    values.put("heading", texts.of("heading." + turn));
    values.put("intro", texts.of("intro." + turn));
    values.put("greeting", greeting(mail, texts));
    values.put("lines", lines(mail, edition));
    values.put("more", more(mail, texts));
    values.put("totalLabel", texts.of("total"));
    values.put("total", money(total(mail), mail.currency(), edition.locale()));
    values.put("button", texts.of("button"));
    values.put("priceNote", texts.of("price.note"));
    values.put("restoreUrl", mail.links().restoreUrl());
    values.put("reason", texts.of("reason", names));
    values.put("unsubscribe", texts.of("unsubscribe"));
    values.put("unsubscribeUrl", mail.links().unsubscribeUrl());
    values.put("privacy", texts.of("privacy"));
    values.put("privacyUrl", orEmpty(site.privacyUrl()));
    values.put("sender", orEmpty(site.senderName()));
    values.put("address", orEmpty(site.postalAddress()).lines().map(String::strip).toList());
    return values;
  }

  private static String greeting(CartMail mail, Texts texts) {
    return Strangers.firstName(mail.firstName())
        .map(name -> texts.of("greeting.name", Map.of("name", name)))
        .orElseGet(() -> texts.of("greeting"));
  }

  private static List<Map<String, Object>> lines(CartMail mail, Edition edition) {
    return mail.lines().stream().limit(MOST_LINES).map(line -> line(line, mail, edition)).toList();
  }

  private static Map<String, Object> line(CartLine line, CartMail mail, Edition edition) {
    String name = Strangers.name(line.name());
    return Map.of(
        "name", name,
        "letter", name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)),
        "image", Strangers.image(line, mail.site()).orElse(""),
        "quantity", edition.texts().of("quantity", Map.of("n", Integer.toString(line.quantity()))),
        "amount", money(line.amount(), mail.currency(), edition.locale()));
  }

  private static String more(CartMail mail, Texts texts) {
    int more = mail.lines().size() - MOST_LINES;
    if (more <= 0) {
      return "";
    }
    return more == 1
        ? texts.of("more.one")
        : texts.of("more.many", Map.of("n", Integer.toString(more)));
  }

  private static BigDecimal total(CartMail mail) {
    return mail.lines().stream().map(CartLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** A currency that Java does not know is written as its three letters. */
  private static String money(BigDecimal amount, String currency, Locale locale) {
    try {
      NumberFormat format = NumberFormat.getCurrencyInstance(locale);
      Currency known = Currency.getInstance(currency);
      format.setCurrency(known);
      format.setMinimumFractionDigits(known.getDefaultFractionDigits());
      format.setMaximumFractionDigits(Math.max(2, known.getDefaultFractionDigits()));
      return format.format(amount);
    } catch (IllegalArgumentException e) {
      return amount.toPlainString() + " " + currency;
    }
  }

  private static String shopHost(Site site) {
    String shop = Optional.ofNullable(site.restoreUrl()).orElse(site.trackerUrl());
    return Optional.ofNullable(URI.create(shop).getHost()).orElse(site.name());
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
