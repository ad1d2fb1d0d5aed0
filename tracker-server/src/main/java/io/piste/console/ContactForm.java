package io.piste.console;

import io.piste.console.view.ContactFormView.Choice;
import io.piste.console.view.ContactFormView.Input;
import io.piste.console.view.ContactFormView.Part;
import io.piste.console.view.Texts;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.contact.FieldType;
import io.piste.contact.FieldValue;
import java.text.Collator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a contact as they are typed.
 *
 * @param typed by field; those that the form did not show are not in it
 */
record ContactForm(List<CustomField> custom, Map<Field, String> typed) {
  private static final List<ContactField> PERSON =
      List.of(
          ContactField.FIRST_NAME,
          ContactField.LAST_NAME,
          ContactField.COMPANY,
          ContactField.PHONE,
          ContactField.LANGUAGE,
          ContactField.TIME_ZONE);
  private static final List<ContactField> ADDRESS =
      List.of(ContactField.STREET, ContactField.POSTCODE, ContactField.CITY, ContactField.COUNTRY);

  static ContactForm blank(List<CustomField> custom) {
    return new ContactForm(custom, Map.of());
  }

  static ContactForm of(ContactFacts facts, List<CustomField> custom) {
    Map<Field, String> values = new LinkedHashMap<>();
    for (Field field : fields(custom)) {
      String text = facts.text(field);
      values.put(field, text == null ? "" : text);
    }
    return new ContactForm(custom, values);
  }

  static ContactForm typed(PageRequest asked, List<CustomField> custom) {
    Map<Field, String> values = new LinkedHashMap<>();
    for (Field field : fields(custom)) {
      if (asked.names(field.key())) {
        values.put(field, asked.field(field.key()));
      }
    }
    return new ContactForm(custom, values);
  }

  private static List<Field> fields(List<CustomField> custom) {
    List<Field> fields = new ArrayList<>(List.of(ContactField.values()));
    fields.addAll(custom);
    return fields;
  }

  private String value(Field field) {
    return typed.getOrDefault(field, "");
  }

  /** The fields in groups; what differs from {@code meanwhile} says what is stored by now. */
  List<Part> parts(Texts texts, boolean isNew, @Nullable ContactFacts meanwhile) {
    List<Part> parts = new ArrayList<>();
    if (isNew) {
      parts.add(new Part("", "", List.of(input(texts, ContactField.EMAIL, null))));
    }
    parts.add(new Part(texts.of("contact.part.person"), "", inputs(texts, PERSON, meanwhile)));
    parts.add(
        new Part(
            texts.of("contact.part.address"),
            texts.of("contact.part.address.hint"),
            inputs(texts, ADDRESS, meanwhile)));
    if (!custom.isEmpty()) {
      parts.add(new Part(texts.of("contact.part.own"), "", inputs(texts, custom, meanwhile)));
    }
    return parts;
  }

  private List<Input> inputs(
      Texts texts, List<? extends Field> fields, @Nullable ContactFacts meanwhile) {
    return fields.stream().map(field -> input(texts, field, meanwhile)).toList();
  }

  private Input input(Texts texts, Field field, @Nullable ContactFacts meanwhile) {
    String value = value(field);
    String stored = meanwhile == null ? null : orEmpty(meanwhile.text(field));
    String hint = "contact.hint." + field.key();
    List<Choice> choices = choices(texts, field, value);
    return new Input(
        field.key(),
        FaultWords.label(texts, field),
        kind(field, value),
        value,
        texts.has(hint) ? texts.of(hint) : null,
        "off",
        choices,
        stored == null || stored.equals(value) ? null : shown(texts, stored));
  }

  private static String shown(Texts texts, String stored) {
    return stored.isEmpty() ? texts.of("contact.form.empty") : stored;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String kind(Field field, String value) {
    return switch (field) {
      case ContactField.EMAIL -> "email";
      case ContactField.PHONE -> "tel";
      case ContactField.COUNTRY, ContactField.TIME_ZONE -> "select";
      case ContactField standard -> "text";
      case CustomField custom ->
          switch (custom.type()) {
            case CHOICE, YES_NO -> "select";
            // A browser's own field would drop what is no date, and nothing typed may be lost.
            case DATE -> isDay(custom, value) ? "date" : "text";
            case TEXT, NUMBER -> "text";
          };
    };
  }

  private static boolean isDay(CustomField field, String value) {
    return value.isEmpty()
        || field.read(value, null).asValue().map(FieldValue::text).orElse("").equals(value);
  }

  private static List<Choice> choices(Texts texts, Field field, String value) {
    List<Choice> choices = new ArrayList<>();
    if (field == ContactField.COUNTRY) {
      choices.addAll(countries(texts));
    } else if (field == ContactField.TIME_ZONE) {
      ContactField.timeZones().forEach(zone -> choices.add(new Choice(zone, zone)));
    } else if (field instanceof CustomField custom && custom.type() == FieldType.CHOICE) {
      custom.choices().forEach(choice -> choices.add(new Choice(choice, choice)));
    } else if (field instanceof CustomField custom && custom.type() == FieldType.YES_NO) {
      choices.add(new Choice("yes", texts.of("word.yes")));
      choices.add(new Choice("no", texts.of("word.no")));
    }
    if (choices.isEmpty()) {
      return choices;
    }
    choices.addFirst(new Choice("", texts.of("contact.form.unknown")));
    if (choices.stream().noneMatch(choice -> choice.word().equals(value))) {
      choices.add(new Choice(value, value));
    }
    return choices;
  }

  private static List<Choice> countries(Texts texts) {
    Collator collator = Collator.getInstance(texts.locale());
    List<Choice> countries = new ArrayList<>();
    for (String code : Locale.getISOCountries()) {
      String name = new Locale.Builder().setRegion(code).build().getDisplayCountry(texts.locale());
      countries.add(new Choice(code, name));
    }
    countries.sort((a, b) -> collator.compare(a.label(), b.label()));
    return countries;
  }
}
