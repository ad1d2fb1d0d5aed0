package io.piste.connector;

import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.collect.ShopWords;
import io.piste.contact.ContactEdit;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.contact.FieldFault;
import io.piste.contact.FieldValue;
import io.piste.contact.SiteContacts.Known;
import io.piste.contact.TypedFields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How the calls read and write the fields of a contact. */
final class ContactWords {
  private static final int MOST = 500;

  /** What calls name the fields, in the order of the contract. */
  private static final Map<String, ContactField> NAMES = names();

  /** A contact as it is answered. */
  record Card(
      long id,
      String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String language,
      @Nullable String timeZone,
      @Nullable String company,
      @Nullable String phone,
      @Nullable String street,
      @Nullable String postcode,
      @Nullable String city,
      @Nullable String country,
      Map<String, String> custom,
      boolean restricted,
      @Nullable Boolean marketing,
      long createdAt,
      long lastInteractionAt) {}

  private ContactWords() {}

  private static Map<String, ContactField> names() {
    Map<String, ContactField> names = new LinkedHashMap<>();
    names.put("firstName", ContactField.FIRST_NAME);
    names.put("lastName", ContactField.LAST_NAME);
    names.put("language", ContactField.LANGUAGE);
    names.put("timeZone", ContactField.TIME_ZONE);
    names.put("company", ContactField.COMPANY);
    names.put("phone", ContactField.PHONE);
    names.put("street", ContactField.STREET);
    names.put("postcode", ContactField.POSTCODE);
    names.put("city", ContactField.CITY);
    names.put("country", ContactField.COUNTRY);
    return names;
  }

  /** What may be told. */
  static Card card(Known known) {
    ContactFacts facts = known.facts();
    Map<String, FieldValue> told = known.told();
    Map<String, String> custom = new TreeMap<>();
    told.forEach(
        (key, value) -> {
          if (key.startsWith(Field.CUSTOM)) {
            custom.put(key.substring(Field.CUSTOM.length()), value.text());
          }
        });
    return new Card(
        facts.id().value(),
        facts.email().value(),
        text(told, ContactField.FIRST_NAME),
        text(told, ContactField.LAST_NAME),
        text(told, ContactField.LANGUAGE),
        text(told, ContactField.TIME_ZONE),
        text(told, ContactField.COMPANY),
        text(told, ContactField.PHONE),
        text(told, ContactField.STREET),
        text(told, ContactField.POSTCODE),
        text(told, ContactField.CITY),
        text(told, ContactField.COUNTRY),
        custom,
        facts.restricted(),
        known.marketing(),
        facts.createdAt().toEpochMilli(),
        facts.lastInteractionAt().toEpochMilli());
  }

  /** What a call wants changed; a field that is not named stays, null empties it. */
  static ContactEdit edit(JsonFields body, ContactFacts facts, List<CustomField> fields) {
    body.only(
        java.util.stream.Stream.concat(
                NAMES.keySet().stream(), java.util.stream.Stream.of("custom"))
            .toArray(String[]::new));
    Map<Field, String> typed = new LinkedHashMap<>();
    Map<Field, Place> places = new LinkedHashMap<>();
    NAMES.forEach(
        (name, field) -> {
          if (body.names(name)) {
            typed.put(field, said(body, name, field));
            places.put(field, new Place(body, name));
          }
        });
    if (body.has("custom")) {
      readCustom(body.object("custom"), fields, typed, places);
    }
    TypedFields read = TypedFields.read(typed, facts);
    read.faults()
        .forEach(
            (field, fault) -> {
              Place place = places.get(field);
              if (place != null) {
                throw place.in().wrong(place.name(), expected(fault));
              }
            });
    return read.edit();
  }

  private record Place(JsonFields in, String name) {}

  private static void readCustom(
      JsonFields custom,
      List<CustomField> fields,
      Map<Field, String> typed,
      Map<Field, Place> places) {
    custom.only(fields.stream().map(CustomField::name).toArray(String[]::new));
    for (CustomField field : fields) {
      if (custom.names(field.name())) {
        String text = custom.optionalText(field.name(), MOST);
        typed.put(field, text == null ? "" : text);
        places.put(field, new Place(custom, field.name()));
      }
    }
  }

  private static String said(JsonFields body, String name, ContactField field) {
    String text =
        switch (field) {
          case FIRST_NAME, LAST_NAME -> ShopWords.person(body, name);
          case LANGUAGE -> ShopWords.language(body, name);
          case COMPANY, STREET, CITY -> ShopWords.plain(body.optionalLine(name, MOST));
          default -> body.optionalText(name, MOST);
        };
    if (field == ContactField.LANGUAGE && text == null && body.has(name)) {
      throw body.wrong(name, "a language such as fr");
    }
    return text == null ? "" : text;
  }

  private static String expected(FieldFault fault) {
    return switch (fault.kind()) {
      case TOO_LONG -> "at most " + fault.detail() + " characters";
      case UNSEEN_CHARACTERS -> "a line of text without characters that cannot be seen";
      case NO_ADDRESS, ADDRESS_MISSING, ADDRESS_TAKEN -> "an e-mail address of nobody else";
      case NO_NUMBER, UNCLEAR_NUMBER, NUMBER_TOO_LONG ->
          "a number such as 12.5, with at most 14 digits and 4 decimals";
      case NO_DATE -> "a date such as 2026-03-01";
      case NO_CHOICE -> "one of " + fault.detail();
      case NO_YES_NO -> "yes or no";
      case NO_POSTCODE -> "a postcode of the country, such as " + fault.detail();
      case NO_COUNTRY -> "a country of ISO 3166-1 such as FR";
      case NO_LANGUAGE -> "a language such as fr";
      case NO_TIME_ZONE -> "a time zone such as Europe/Paris";
      case NO_PHONE -> "a phone number such as " + fault.detail();
    };
  }

  private static @Nullable String text(Map<String, FieldValue> told, ContactField field) {
    FieldValue value = told.get(field.key());
    return value == null ? null : value.text();
  }

  /** Why a contact is not for this call to change. */
  static Problem shared() {
    return new Problem(
        ProblemCode.BAD_REQUEST,
        "Other sites of this installation know this contact too: its fields are not for one of"
            + " them to change.");
  }

  /** The same. */
  static Problem restricted() {
    return new Problem(
        ProblemCode.BAD_REQUEST,
        "This person asked that nothing be done with their data: the contact is restricted.");
  }
}
