package io.piste.console.view;

import io.piste.report.Money;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Writes dates, times, numbers and money as the reader's language and the site's clock have them.
 */
public final class Formats {
  private final Texts texts;
  private final ZoneId zone;
  private final Instant now;

  /** For one page, shown now. */
  public Formats(Texts texts, ZoneId zone, Instant now) {
    this.texts = texts;
    this.zone = zone;
    this.now = now;
  }

  /** 14 mars 2026, or 14 Mar 2026. */
  public String date(Instant at) {
    return date(LocalDate.ofInstant(at, zone));
  }

  /** 14 mars 2026, or 14 Mar 2026. */
  public String date(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
        .withLocale(texts.locale())
        .format(day);
  }

  /** 14 mars, or 14 Mar: for axes. */
  public String shortDate(LocalDate day) {
    return DateTimeFormatter.ofPattern("d MMM", texts.locale()).format(day);
  }

  /** Samedi 14 mars: for headings; today and yesterday by name. */
  public String dayName(Instant at) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    LocalDate today = LocalDate.ofInstant(now, zone);
    if (day.equals(today)) {
      return texts.of("time.today");
    }
    if (day.equals(today.minusDays(1))) {
      return texts.of("time.yesterday");
    }
    String pattern = day.getYear() == today.getYear() ? "EEEE d MMMM" : "EEEE d MMMM uuuu";
    String name = DateTimeFormatter.ofPattern(pattern, texts.locale()).format(day);
    return name.substring(0, 1).toUpperCase(texts.locale()) + name.substring(1);
  }

  /** 15:04. */
  public String time(Instant at) {
    return DateTimeFormatter.ofPattern("HH:mm", texts.locale()).format(at.atZone(zone));
  }

  /** 14 mars, 15:04; with the year when it is not this one. */
  public String dateTime(Instant at) {
    boolean thisYear = at.atZone(zone).getYear() == now.atZone(zone).getYear();
    String pattern = thisYear ? "d MMM, HH:mm" : "d MMM uuuu, HH:mm";
    return DateTimeFormatter.ofPattern(pattern, texts.locale()).format(at.atZone(zone));
  }

  /** How long ago, in words; the date when it is more than a week. */
  public String ago(Instant at) {
    Duration age = Duration.between(at, now);
    if (age.toDays() >= 7) {
      return dateTime(at);
    }
    if (age.toDays() > 0) {
      return texts.count("time.days", age.toDays());
    }
    if (age.toHours() > 0) {
      return texts.count("time.hours", age.toHours());
    }
    return age.toMinutes() > 0
        ? texts.count("time.minutes", age.toMinutes())
        : texts.of("time.now");
  }

  /** For the attribute of a time element. */
  public String iso(Instant at) {
    return at.toString();
  }

  /** 12 345. */
  public String number(long value) {
    return NumberFormat.getIntegerInstance(texts.locale()).format(value);
  }

  /** 12 345,6: at most one decimal. */
  public String decimal(double value) {
    NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
    format.setMaximumFractionDigits(1);
    return format.format(value);
  }

  /** 12 345, 42,5 or −0,25: the digits that matter of a weight or of points. */
  public String figure(double value) {
    NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
    double size = Math.abs(value);
    format.setMaximumFractionDigits(size >= 100 ? 0 : size >= 10 ? 1 : 2);
    String digits = format.format(size);
    return value < 0 && !digits.equals("0") ? "−" + digits : digits;
  }

  /** +5 or −2,5: points of a score. */
  public String points(BigDecimal value) {
    NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
    String digits = format.format(value.abs());
    return value.signum() < 0 ? "−" + digits : "+" + digits;
  }

  /** 12,50 €. A code that Java does not know is written behind the number. */
  public String money(Money money) {
    return money(money, null);
  }

  /** 13 €: for axes and large figures. */
  public String wholeMoney(Money money) {
    return money(money, 0);
  }

  private String money(Money money, @Nullable Integer decimals) {
    NumberFormat format = NumberFormat.getCurrencyInstance(texts.locale());
    try {
      format.setCurrency(Currency.getInstance(money.currency()));
    } catch (IllegalArgumentException e) {
      return NumberFormat.getNumberInstance(texts.locale()).format(money.amount())
          + " "
          + money.currency();
    }
    if (decimals != null) {
      format.setMaximumFractionDigits(decimals);
    }
    return format.format(money.amount());
  }

  /** 45 s, 3 min 05 s or 2 h 10 min. */
  public String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return texts.of("duration.seconds", whole);
    }
    return whole < 3600
        ? texts.of("duration.minutes", whole / 60, "%02d".formatted(whole % 60))
        : texts.of("duration.hours", number(whole / 3600), "%02d".formatted(whole % 3600 / 60));
  }

  /** 34 %. */
  public String percent(double share) {
    return NumberFormat.getPercentInstance(texts.locale()).format(share);
  }

  /** The page's words. */
  public Texts texts() {
    return texts;
  }

  /** The clock that days and times go by. */
  public ZoneId zone() {
    return zone;
  }
}
