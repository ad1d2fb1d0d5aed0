package io.piste.contact;

import io.piste.base.EmailAddress;
import io.piste.contact.FieldFault.Kind;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads addresses of mail, countries, languages and time zones. Never throws. */
final class Places {
  private static final int MOST = 100;

  private static final List<Locale> NAMES_IN = List.of(Locale.ENGLISH, Locale.FRENCH);

  private static final Map<String, String> COUNTRIES = countries();
  private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());
  private static final Map<String, String> ZONES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> id.equals("UTC") || (id.contains("/") && !id.startsWith("SystemV/")))
          .collect(Collectors.toMap(id -> id.toLowerCase(Locale.ROOT), id -> id));

  private Places() {}

  static Reading email(String typed) {
    return EmailAddress.parse(Readings.clean(typed))
        .map(email -> Reading.text(email.value()))
        .orElseGet(() -> Reading.bad(Kind.NO_ADDRESS, ""));
  }

  /** ISO 3166-1 alpha-2 from itself, from alpha-3 or from the name in English or French. */
  static Reading country(String typed) {
    String code = typed.length() > MOST ? null : COUNTRIES.get(simple(typed));
    return code == null ? Reading.bad(Kind.NO_COUNTRY, "FR") : Reading.text(code);
  }

  /** BCP 47 with a language of ISO 639-1, in its usual case: fr-CA. */
  static Reading language(String typed) {
    String tag = Readings.clean(typed).replace('_', '-');
    if (tag.length() > ContactField.LANGUAGE.mostCharacters()) {
      return Reading.bad(Kind.NO_LANGUAGE, "fr");
    }
    try {
      Locale locale = new Locale.Builder().setLanguageTag(tag).build();
      return LANGUAGES.contains(locale.getLanguage())
          ? Reading.text(locale.toLanguageTag())
          : Reading.bad(Kind.NO_LANGUAGE, "fr");
    } catch (IllformedLocaleException e) {
      return Reading.bad(Kind.NO_LANGUAGE, "fr");
    }
  }

  /** A name of the IANA time zone database, in whatever case it was typed. */
  static Reading timeZone(String typed) {
    String zone =
        typed.length() > MOST
            ? null
            : ZONES.get(Readings.clean(typed).replace(' ', '_').toLowerCase(Locale.ROOT));
    return zone == null ? Reading.bad(Kind.NO_TIME_ZONE, "Europe/Paris") : Reading.text(zone);
  }

  static List<String> timeZones() {
    return ZONES.values().stream().filter(zone -> !zone.startsWith("Etc/")).sorted().toList();
  }

  private static Map<String, String> countries() {
    Map<String, String> countries = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(code).build();
      NAMES_IN.forEach(locale -> countries.put(simple(country.getDisplayCountry(locale)), code));
      countries.put(simple(country.getISO3Country()), code);
    }
    for (String code : Locale.getISOCountries()) {
      countries.put(simple(code), code);
    }
    // What people write; the names above are those of Unicode CLDR.
    countries.put("uk", "GB");
    countries.put("usa", "US");
    return Map.copyOf(countries);
  }

  private static String simple(String name) {
    return Readings.clean(name).toLowerCase(Locale.ROOT);
  }
}
