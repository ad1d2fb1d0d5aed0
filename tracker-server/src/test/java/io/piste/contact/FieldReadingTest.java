package io.piste.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.contact.FieldFault.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What each field takes, how it is written then, and what is wrong with the rest. */
final class FieldReadingTest {
  private static final CustomField TEXT = field(FieldType.TEXT);
  private static final CustomField NUMBER = field(FieldType.NUMBER);
  private static final CustomField DATE = field(FieldType.DATE);
  private static final CustomField CHOICE = field(FieldType.CHOICE);
  private static final CustomField YES_NO = field(FieldType.YES_NO);
  private static final String PIECES =
      "0123456789+-.,/() aAzZéß€'\"=@\t\n\u0000\u00A0\u202E\uFEFF\u2028\uD83D\uDE00\uD800;<>ıİ٣７";

  @Test
  void every_example_of_a_country_is_a_postcode_of_it_and_stays_as_it_is() {
    CountryForms.all()
        .forEach(
            (country, forms) -> {
              if (!forms.postcodes().isEmpty()) {
                assertEquals(
                    forms.example(), read(ContactField.POSTCODE, forms.example(), country));
                assertEquals(
                    forms.example(),
                    read(
                        ContactField.POSTCODE,
                        forms.example().replaceAll("[ -]", "").toLowerCase(Locale.ROOT),
                        country));
                if (!forms.free()) {
                  assertEquals(Kind.NO_POSTCODE, fault(ContactField.POSTCODE, "?", country));
                }
              }
            });
  }

  @Test
  void every_country_of_the_table_is_one() {
    Set<String> codes = new HashSet<>(Set.of(Locale.getISOCountries()));
    codes.add("XK");
    assertTrue(codes.containsAll(CountryForms.all().keySet()));
    for (String needed :
        "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO GB CH US CA AU JP CN IN BR"
            .split(" ", -1)) {
      assertTrue(CountryForms.of(needed).isPresent(), needed);
    }
  }

  @Test
  void a_postcode_is_written_as_its_country_does() {
    assertEquals("SW1A 1AA", read(ContactField.POSTCODE, "sw1a1aa", "GB"));
    assertEquals("1234 AB", read(ContactField.POSTCODE, "1234ab", "NL"));
    assertEquals("75002", read(ContactField.POSTCODE, "F-75002", "FR"));
    assertEquals("10115", read(ContactField.POSTCODE, "D 10115", "DE"));
    assertEquals("LV-1010", read(ContactField.POSTCODE, "1010", "LV"));
    assertEquals("00-950", read(ContactField.POSTCODE, "00950", "PL"));
    assertEquals("10001-1234", read(ContactField.POSTCODE, "100011234", "US"));
    assertEquals("D6W XY00", read(ContactField.POSTCODE, "d6wxy00", "IE"));
  }

  @Test
  void a_postcode_that_lost_its_zero_or_has_letters_is_none_where_the_country_says_so() {
    assertEquals(Kind.NO_POSTCODE, fault(ContactField.POSTCODE, "1000", "FR"));
    assertEquals(Kind.NO_POSTCODE, fault(ContactField.POSTCODE, "75OO2", "FR"));
    assertEquals(Kind.NO_POSTCODE, fault(ContactField.POSTCODE, "٧٥٠٠٢", "FR"));
    assertEquals(Kind.NO_POSTCODE, fault(ContactField.POSTCODE, "75002 ", "CH"));
    assertEquals("75002", detail(ContactField.POSTCODE, "x", "FR"));
  }

  @Test
  void where_the_rule_is_doubtful_nobody_is_refused() {
    assertEquals("1250-096", read(ContactField.POSTCODE, "1250096", "PT"));
    assertEquals("1250", read(ContactField.POSTCODE, "1250", "PT"));
    assertEquals("Dublin 2", read(ContactField.POSTCODE, "Dublin 2", "IE"));
    assertEquals("135-080", read(ContactField.POSTCODE, "135-080", "KR"));
  }

  @Test
  void where_nothing_is_known_of_a_country_every_postcode_is_right() {
    assertEquals("ab 12", read(ContactField.POSTCODE, "ab 12", "FJ"));
    assertEquals("ab 12", read(ContactField.POSTCODE, "ab 12", null));
    assertEquals("none", read(ContactField.POSTCODE, "none", "HK"));
  }

  @Test
  void a_phone_gets_the_number_of_its_country() {
    assertEquals("+33199001234", read(ContactField.PHONE, "01 99 00 12 34", "FR"));
    assertEquals("+33199001234", read(ContactField.PHONE, "199001234", "FR"));
    assertEquals("+33199001234", read(ContactField.PHONE, "+33 (0)1.99.00.12.34", null));
    assertEquals("+33199001234", read(ContactField.PHONE, "0033 1 99 00 12 34", "DE"));
    assertEquals("+390612345678", read(ContactField.PHONE, "06 1234 5678", "IT"));
    assertEquals("+12025550123", read(ContactField.PHONE, "1 (202) 555-0123", "US"));
    assertEquals("+12025550123", read(ContactField.PHONE, "202-555-0123", "US"));
    assertEquals("+74951234567", read(ContactField.PHONE, "8 495 123-45-67", "RU"));
    assertEquals("+78121234567", read(ContactField.PHONE, "812 123 45 67", "RU"));
    assertEquals("+3612345678", read(ContactField.PHONE, "06 1 234 5678", "HU"));
  }

  @Test
  void a_phone_of_nobody_knows_where_stays_as_it_was_given() {
    assertEquals("0199001234", read(ContactField.PHONE, "01 99 00 12 34", null));
    for (String wrong :
        List.of("1800 FLOWERS", "+33", "+0123456789", "12", "++331", "+1234567890123456", "٠١٩٩")) {
      assertEquals(Kind.NO_PHONE, fault(ContactField.PHONE, wrong, "FR"), wrong);
    }
  }

  @Test
  void countries_languages_and_zones_are_read_from_what_people_write() {
    for (String france : List.of("FR", "fr", "FRA", "France", " france ")) {
      assertEquals("FR", read(ContactField.COUNTRY, france, null), france);
    }
    assertEquals("DE", read(ContactField.COUNTRY, "Allemagne", null));
    assertEquals("GB", read(ContactField.COUNTRY, "UK", null));
    assertEquals(Kind.NO_COUNTRY, fault(ContactField.COUNTRY, "Atlantis", null));
    assertEquals("fr-CA", read(ContactField.LANGUAGE, "FR_ca", null));
    assertEquals(Kind.NO_LANGUAGE, fault(ContactField.LANGUAGE, "qq", null));
    assertEquals(Kind.NO_LANGUAGE, fault(ContactField.LANGUAGE, "french", null));
    assertEquals("Europe/Paris", read(ContactField.TIME_ZONE, "europe/paris", null));
    assertEquals("America/New_York", read(ContactField.TIME_ZONE, "America/New York", null));
    assertEquals(Kind.NO_TIME_ZONE, fault(ContactField.TIME_ZONE, "GMT+1", null));
    assertEquals("ada@mail.example", read(ContactField.EMAIL, " Ada@Mail.example ", null));
    assertEquals(Kind.NO_ADDRESS, fault(ContactField.EMAIL, "ada@", null));
  }

  @Test
  void numbers_are_read_as_people_write_them_and_never_guessed() {
    assertEquals(number("1234.5"), NUMBER.read("1 234,5", null).asValue().orElseThrow());
    assertEquals(number("-12"), NUMBER.read("\u221212.00", null).asValue().orElseThrow());
    assertEquals("1000000", read(NUMBER, "1000000", null));
    assertEquals(Kind.UNCLEAR_NUMBER, fault(NUMBER, "1,234", null));
    assertEquals("0.123", read(NUMBER, "0,123", null));
    for (String wrong : List.of("1e9", "0x10", "1.2.3", "NaN", "--1", "1 23", "٣", "=1+1")) {
      assertEquals(Kind.NO_NUMBER, fault(NUMBER, wrong, null), wrong);
    }
    assertEquals(Kind.NUMBER_TOO_LONG, fault(NUMBER, "123456789012345", null));
    assertEquals(Kind.NUMBER_TOO_LONG, fault(NUMBER, "0.12345", null));
  }

  @Test
  void days_are_those_of_the_calendar() {
    FieldValue march = new FieldValue.Day(LocalDate.of(2026, 3, 1));
    for (String typed : List.of("2026-03-01", "2026/3/1", "1.3.2026", " 01.03.2026 ")) {
      assertEquals(march, DATE.read(typed, null).asValue().orElseThrow(), typed);
    }
    for (String wrong : List.of("03/01/2026", "2026-02-30", "0026-03-01", "yesterday", "45000")) {
      assertEquals(Kind.NO_DATE, fault(DATE, wrong, null), wrong);
    }
  }

  @Test
  void choices_and_yes_or_no_are_found_in_any_case() {
    assertEquals("Thé vert", read(CHOICE, "thé VERT", null));
    assertEquals("Thé vert", read(CHOICE, "the\u0301 vert", null).replace("The", "Thé"));
    assertEquals("Thé vert, Thé noir", detail(CHOICE, "Café", null));
    for (String yes : List.of("yes", "OUI", "1", "true", "x")) {
      assertEquals("yes", read(YES_NO, yes, null), yes);
    }
    assertEquals("no", read(YES_NO, "Non", null));
    assertEquals(Kind.NO_YES_NO, fault(YES_NO, "maybe", null));
  }

  @Test
  void a_text_is_one_line_without_what_cannot_be_seen() {
    assertEquals("Ada Lovelace", read(TEXT, "  Ada\u00A0Lovelace\t", null));
    for (String wrong : List.of("a\nb", "a\u0000b", "a\u202Eb", "a\u200Bb", "a\uD800b")) {
      assertEquals(Kind.UNSEEN_CHARACTERS, fault(TEXT, wrong, null));
    }
    assertEquals("é".repeat(500), read(TEXT, "é".repeat(500), null));
    assertEquals(Kind.TOO_LONG, fault(TEXT, "é".repeat(501), null));
    assertEquals("100", detail(ContactField.FIRST_NAME, "a".repeat(101), null));
  }

  @Test
  void whatever_is_typed_is_a_fault_or_a_value_that_fits_its_column_and_reads_back_the_same() {
    Random random = new Random(93);
    List<Field> fields = new ArrayList<>(List.of(ContactField.values()));
    fields.addAll(List.of(TEXT, NUMBER, DATE, CHOICE, YES_NO));
    List<String> countries = new ArrayList<>(CountryForms.all().keySet());
    for (int i = 0; i < 40_000; i++) {
      Field field = fields.get(random.nextInt(fields.size()));
      String country = countries.get(random.nextInt(countries.size()));
      String typed = hostile(random);
      Reading reading = field.read(typed, country);
      reading
          .asValue()
          .ifPresent(
              value -> {
                String text = value.text();
                assertTrue(text.length() <= 2 * field.mostCharacters(), text);
                assertTrue(text.codePointCount(0, text.length()) <= field.mostCharacters(), text);
                assertTrue(text.chars().noneMatch(Character::isISOControl), text);
                if (!text.isEmpty()) {
                  assertEquals(reading, field.read(text, country), field.key() + " " + typed);
                }
              });
    }
  }

  @Test
  void the_country_that_is_typed_counts_for_the_postcode_beside_it() {
    Map<Field, String> typed =
        Map.of(ContactField.COUNTRY, "Suisse", ContactField.POSTCODE, "75002", TEXT, "");
    TypedFields read = TypedFields.read(typed, null);
    assertEquals(Set.of(ContactField.POSTCODE), read.faults().keySet());
    assertEquals(Set.of(ContactField.COUNTRY, TEXT), read.edit().fields());
    assertTrue(
        TypedFields.read(Map.of(ContactField.COUNTRY, "FR", ContactField.POSTCODE, "75002"), null)
            .good());
  }

  private static String hostile(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(10) == 0 ? random.nextInt(1_500) : 1 + random.nextInt(14);
    boolean digits = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      text.append(
          digits && random.nextInt(4) > 0
              ? (char) ('0' + random.nextInt(10))
              : PIECES.charAt(random.nextInt(PIECES.length())));
    }
    return text.toString();
  }

  private static CustomField field(FieldType type) {
    List<String> choices = type == FieldType.CHOICE ? List.of("Thé vert", "Thé noir") : List.of();
    return new CustomField(1, "own", "Own", type, choices, false);
  }

  private static FieldValue number(String text) {
    return new FieldValue.Decimal(new BigDecimal(text));
  }

  private static String read(Field field, String typed, @Nullable String country) {
    return field
        .read(typed, country)
        .asValue()
        .map(FieldValue::text)
        .orElseThrow(() -> new AssertionError(field.key() + " refused " + typed));
  }

  private static Kind fault(Field field, String typed, @Nullable String country) {
    return field
        .read(typed, country)
        .asFault()
        .map(FieldFault::kind)
        .orElseThrow(() -> new AssertionError(field.key() + " took " + typed));
  }

  private static String detail(Field field, String typed, @Nullable String country) {
    return field.read(typed, country).asFault().map(FieldFault::detail).orElseThrow();
  }
}
