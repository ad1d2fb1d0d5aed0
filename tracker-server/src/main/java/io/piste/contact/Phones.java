package io.piste.contact;

import io.piste.contact.FieldFault.Kind;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads phone numbers: + and at most 15 digits with the country's, as ITU-T E.164 has them. A
 * national number gets the calling code of the contact's country; where none is known it stays as
 * it was given, without spaces. Whether somebody answers there is not checked. Never throws.
 */
final class Phones {
  static final String EXAMPLE = "+33 1 99 00 12 34";

  private static final int MOST_DIGITS = 15;
  private static final int LEAST_DIGITS = 7;
  private static final int LEAST_NATIONAL = 4;

  private static final Pattern BETWEEN = Pattern.compile("[ ./()\\-\u2010-\u2015]");
  private static final Pattern ZERO_IN_BRACKETS = Pattern.compile("\\( *0 *\\)");
  private static final Pattern INTERNATIONAL = Pattern.compile("\\+[1-9]\\d+");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private Phones() {}

  static Reading read(String line, @Nullable String country) {
    boolean international = line.startsWith("+") || line.startsWith("00");
    String typed = line.startsWith("00") ? "+" + line.substring(2) : line;
    if (international) {
      typed = ZERO_IN_BRACKETS.matcher(typed).replaceAll("");
    }
    String number = BETWEEN.matcher(typed).replaceAll("");
    if (international) {
      return INTERNATIONAL.matcher(number).matches() ? checked(number) : bad();
    }
    if (!isAscii(number) || !DIGITS.matcher(number).matches()) {
      return bad();
    }
    Optional<CountryForms> forms = CountryForms.of(country);
    if (forms.isEmpty()) {
      return number.length() < LEAST_NATIONAL || number.length() > MOST_DIGITS
          ? bad()
          : Reading.text(number);
    }
    return checked("+" + forms.get().calling() + withoutTrunk(number, forms.get()));
  }

  private static String withoutTrunk(String number, CountryForms forms) {
    for (CountryForms.Trunk trunk : forms.trunks()) {
      int left = number.length() - trunk.digits().length();
      if (number.startsWith(trunk.digits()) && (trunk.left() == 0 || trunk.left() == left)) {
        return number.substring(trunk.digits().length());
      }
    }
    return number;
  }

  private static Reading checked(String number) {
    int digits = number.length() - 1;
    return isAscii(number) && digits >= LEAST_DIGITS && digits <= MOST_DIGITS
        ? Reading.text(number)
        : bad();
  }

  private static boolean isAscii(String number) {
    return number.chars().allMatch(c -> c < 128);
  }

  private static Reading bad() {
    return Reading.bad(Kind.NO_PHONE, EXAMPLE);
  }
}
