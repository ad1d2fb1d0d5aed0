package io.piste.contact;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields that every installation has, in the order in which they are shown. */
public enum ContactField implements Field {
  /** The e-mail address: it makes a contact, and does not change. */
  EMAIL("email", 254, false),
  /** First name. */
  FIRST_NAME("first_name", 100, true),
  /** Last name. */
  LAST_NAME("last_name", 100, true),
  /** Language, as BCP 47: fr, fr-CA. */
  LANGUAGE("language", 35, true),
  /** Time zone, as IANA calls it: Europe/Paris. */
  TIME_ZONE("time_zone", 64, false),
  /** Company. */
  COMPANY("company", 200, false),
  /** Phone: + and the digits with the country's where that is clear. */
  PHONE("phone", 32, true),
  /** Street and number. */
  STREET("street", 200, true),
  /** Postcode, written as its country does. */
  POSTCODE("postcode", 20, true),
  /** City. */
  CITY("city", 100, true),
  /** Country, as ISO 3166-1 alpha-2: FR. */
  COUNTRY("country", 2, true);

  /** Those that can be changed: all but the address. */
  public static final List<ContactField> CHANGEABLE =
      Arrays.stream(values()).filter(field -> field != EMAIL).toList();

  private final String key;
  private final int most;
  private final boolean counts;

  ContactField(String key, int most, boolean counts) {
    this.key = key;
    this.most = most;
    this.counts = counts;
  }

  /** The field with that key. */
  public static Optional<ContactField> of(String key) {
    return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
  }

  /** Its name in rules, files and forms, and of its column in the table. */
  @Override
  public String key() {
    return key;
  }

  /** Every time zone that is a place, in alphabetical order. */
  public static List<String> timeZones() {
    return Places.timeZones();
  }

  /** The key of what people read. */
  public String labelKey() {
    return "contact.field." + key;
  }

  @Override
  public FieldType type() {
    return FieldType.TEXT;
  }

  @Override
  public int mostCharacters() {
    return most;
  }

  /** Whether it counts for completeness unless somebody says otherwise. */
  public boolean countsByDefault() {
    return counts;
  }

  @Override
  public Reading read(String typed, @Nullable String country) {
    return switch (this) {
      case EMAIL -> Places.email(typed);
      case LANGUAGE -> Places.language(typed);
      case TIME_ZONE -> Places.timeZone(typed);
      case COUNTRY -> Places.country(typed);
      case POSTCODE -> Readings.line(typed, most).then(line -> Postcodes.read(line, country));
      case PHONE -> Readings.line(typed, 100).then(line -> Phones.read(line, country));
      default -> Readings.line(typed, most);
    };
  }
}
