package io.piste.contact;

import io.piste.contact.FieldFault.Kind;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads postcodes, and writes them as their country does. Never throws. */
final class Postcodes {
  private static final Pattern BETWEEN = Pattern.compile("[ .\\-\u2010-\u2015]");

  /** FR-75002, D-10115: the country before the code, which nobody needs any more. */
  private static final Pattern COUNTRY_BEFORE = Pattern.compile("[A-Z]{1,3}(?=\\d)");

  private Postcodes() {}

  /** A postcode of the country; where nothing is sure about it, any text. */
  static Reading read(String line, @Nullable String country) {
    Optional<CountryForms> forms = CountryForms.of(country);
    if (forms.isEmpty()) {
      return Readings.line(line, ContactField.POSTCODE.mostCharacters());
    }
    String typed = BETWEEN.matcher(line.toUpperCase(Locale.ROOT)).replaceAll("");
    String bare = COUNTRY_BEFORE.matcher(typed).replaceFirst("");
    for (String form : forms.get().postcodes()) {
      for (String candidate : new String[] {typed, bare, lead(form) + typed}) {
        Optional<String> written = written(candidate, form);
        if (written.isPresent()) {
          return Reading.text(written.get());
        }
      }
    }
    return forms.get().free()
        ? Readings.line(line, ContactField.POSTCODE.mostCharacters())
        : Reading.bad(Kind.NO_POSTCODE, forms.get().example());
  }

  /** The letters that every code of the form begins with. */
  private static String lead(String form) {
    int end = 0;
    while (end < form.length() && Character.isLowerCase(form.charAt(end))) {
      end++;
    }
    return form.substring(0, end).toUpperCase(Locale.ROOT);
  }

  /** The code with the form's spaces and strokes; empty when it is not of the form. */
  private static Optional<String> written(String code, String form) {
    StringBuilder written = new StringBuilder();
    int at = 0;
    for (int i = 0; i < form.length(); i++) {
      char wanted = form.charAt(i);
      if (wanted == ' ' || wanted == '-') {
        written.append(wanted);
      } else if (at < code.length() && fits(code.charAt(at), wanted)) {
        written.append(code.charAt(at++));
      } else {
        return Optional.empty();
      }
    }
    return at == code.length() ? Optional.of(written.toString()) : Optional.empty();
  }

  private static boolean fits(char c, char wanted) {
    boolean digit = c >= '0' && c <= '9';
    boolean letter = c >= 'A' && c <= 'Z';
    return switch (wanted) {
      case '9' -> digit;
      case 'A' -> letter;
      case 'X' -> digit || letter;
      default -> c == Character.toUpperCase(wanted);
    };
  }
}
