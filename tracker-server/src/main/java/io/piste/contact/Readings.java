package io.piste.contact;

import io.piste.contact.FieldFault.Kind;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values of each type from what people type and files hold. Never throws. */
final class Readings {
  private static final int MOST_TYPED = 1_000;
  private static final int WHOLE_DIGITS = 14;
  private static final int DECIMALS = 4;

  /** Groups of three by spaces or apostrophes, as 1 234,5 and 1'234.5. */
  private static final Pattern GROUPING = Pattern.compile("(?<=\\d)[ '’](?=\\d{3}(?!\\d))");

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}([.,]\\d{1,40})?");
  private static final Pattern UNCLEAR = Pattern.compile("[+-]?[1-9]\\d{0,2},\\d{3}");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})");
  private static final Pattern DOTS = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4})");
  private static final Set<String> YES =
      Set.of("yes", "y", "oui", "o", "true", "vrai", "1", "on", "x");
  private static final Set<String> NO = Set.of("no", "n", "non", "false", "faux", "0", "off");

  private Readings() {}

  /** One line, trimmed, composed (NFC), spaces of all kinds as one space each. */
  static Reading line(String typed, int most) {
    String line = clean(typed);
    if (line.chars().anyMatch(Readings::isUnseen) || hasLoneHalf(line)) {
      return Reading.bad(Kind.UNSEEN_CHARACTERS, "");
    }
    return line.codePointCount(0, line.length()) > most
        ? Reading.bad(Kind.TOO_LONG, String.valueOf(most))
        : Reading.text(line);
  }

  /** A number; a comma or a point before the decimals, spaces between groups of three. */
  static Reading number(String typed) {
    String text = clean(typed).replace('\u2212', '-');
    if (text.length() > MOST_TYPED) {
      return Reading.bad(Kind.NO_NUMBER, "");
    }
    if (UNCLEAR.matcher(text).matches()) {
      return Reading.bad(Kind.UNCLEAR_NUMBER, "");
    }
    String plain = GROUPING.matcher(text).replaceAll("");
    if (!NUMBER.matcher(plain).matches()) {
      return Reading.bad(Kind.NO_NUMBER, "");
    }
    FieldValue.Decimal number = new FieldValue.Decimal(new BigDecimal(plain.replace(',', '.')));
    BigDecimal value = number.number();
    return value.scale() > DECIMALS || value.precision() - value.scale() > WHOLE_DIGITS
        ? Reading.bad(Kind.NUMBER_TOO_LONG, "")
        : new Reading.Good(number);
  }

  /** A day as 2026-03-01, 2026/3/1 or 1.3.2026; with slashes nobody knows which comes first. */
  static Reading date(String typed) {
    String text = clean(typed);
    Matcher yearFirst = YEAR_FIRST.matcher(text);
    if (yearFirst.matches()) {
      return day(yearFirst.group(1), yearFirst.group(2), yearFirst.group(3));
    }
    Matcher dots = DOTS.matcher(text);
    return dots.matches()
        ? day(dots.group(3), dots.group(2), dots.group(1))
        : Reading.bad(Kind.NO_DATE, "");
  }

  private static Reading day(String year, String month, String day) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return date.getYear() < 1000
          ? Reading.bad(Kind.NO_DATE, "")
          : new Reading.Good(new FieldValue.Day(date));
    } catch (DateTimeException e) {
      return Reading.bad(Kind.NO_DATE, "");
    }
  }

  /** One of the choices, in whatever case it was typed. */
  static Reading choice(String typed, List<String> choices) {
    String text = clean(typed);
    return choices.stream()
        .filter(text::equals)
        .findFirst()
        .or(() -> choices.stream().filter(text::equalsIgnoreCase).findFirst())
        .map(Reading::text)
        .orElseGet(() -> Reading.bad(Kind.NO_CHOICE, String.join(", ", choices)));
  }

  /** Yes or no, in English or French, or as a number. */
  static Reading yesNo(String typed) {
    String text = clean(typed).toLowerCase(Locale.ROOT);
    if (YES.contains(text) || NO.contains(text)) {
      return new Reading.Good(new FieldValue.YesNo(YES.contains(text)));
    }
    return Reading.bad(Kind.NO_YES_NO, "");
  }

  /** Trimmed, composed, every kind of space a plain one. */
  static String clean(String typed) {
    String composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
    StringBuilder text = new StringBuilder(composed.length());
    composed
        .chars()
        .map(c -> Character.isSpaceChar(c) || c == '\t' ? ' ' : c)
        .forEach(c -> text.append((char) c));
    return text.toString().strip();
  }

  private static boolean isUnseen(int c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202A' && c <= '\u202E')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\uFEFF'
        || c == '\u200B'
        || c == '\uFFFE'
        || c == '\uFFFF';
  }

  private static boolean hasLoneHalf(String text) {
    return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }
}
