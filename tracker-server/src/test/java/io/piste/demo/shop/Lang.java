package io.piste.demo.shop;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;
import java.util.Properties;

/** The two languages of the shop, each with its words, its path prefix and its way with numbers. */
final class Lang {
  static final Lang FR = new Lang(Locale.FRANCE, "");
  static final Lang EN = new Lang(Locale.UK, "/en");

  private final Locale locale;
  private final String prefix;
  private final Properties words = new Properties();

  Lang(Locale locale, String prefix) {
    this.locale = locale;
    this.prefix = prefix;
    String name = "words_" + locale.getLanguage() + ".properties";
    try (var in = Assets.open(name);
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      words.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The language of a path: what stands under /en is English. */
  static Lang of(String path) {
    return path.equals("/en") || path.startsWith("/en/") ? EN : FR;
  }

  Lang other() {
    return this == FR ? EN : FR;
  }

  String code() {
    return locale.getLanguage();
  }

  /** What stands before every path of this language. */
  String prefix() {
    return prefix;
  }

  String word(String key) {
    String word = words.getProperty(key);
    if (word == null) {
      throw new IllegalArgumentException("no word " + key + " in " + code());
    }
    return word;
  }

  String money(BigDecimal amount) {
    NumberFormat format = NumberFormat.getCurrencyInstance(locale);
    format.setCurrency(Currency.getInstance(Catalogue.CURRENCY));
    return format.format(amount);
  }

  String day(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(date);
  }
}
