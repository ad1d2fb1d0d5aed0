package io.piste.console;

import io.piste.base.ContactId;
import io.piste.console.view.ContactView.Fact;
import io.piste.console.view.ContactView.Facts;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.contact.Completeness;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Field;
import io.piste.contact.FieldValue;
import io.piste.report.ContactCard;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** What is known of a contact, field by field, and how complete that is. */
final class CardFacts {
  private final Jdbi jdbi;
  private final Contacts contacts;

  CardFacts(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.contacts = new Contacts(jdbi);
  }

  Facts of(PageRequest asked, ContactCard.Person person) {
    Texts texts = asked.texts();
    List<Fact> known = new ArrayList<>(times(asked, person));
    Optional<ContactFacts> facts = contacts.facts(new ContactId(person.id().value()));
    Map<String, String> labels = labels(texts);
    facts.ifPresent(
        some ->
            labels.forEach(
                (key, label) ->
                    some.value(key)
                        .ifPresent(value -> known.add(new Fact(label, shown(asked, key, value))))));
    Completeness completeness = Completeness.now(jdbi);
    int percent = facts.map(completeness::percent).orElse(0);
    String missing =
        facts
            .map(
                some ->
                    completeness.missing(some).stream()
                        .map(key -> labels.getOrDefault(key, key))
                        .collect(Collectors.joining(", ")))
            .orElse("");
    return new Facts(
        percent, texts.of("card.complete", percent), missing.isEmpty() ? "" : missing, known);
  }

  private static List<Fact> times(PageRequest asked, ContactCard.Person person) {
    Texts texts = asked.texts();
    Formats formats = asked.formats();
    return List.of(
        new Fact(
            texts.of("card.fact.since"),
            formats.date(person.createdAt())
                + " · "
                + texts.ofWord("card.origin", person.origin())),
        new Fact(
            texts.of("card.fact.last"),
            person.lastInteractionAt().toEpochMilli() <= 0
                ? texts.of("card.fact.never")
                : formats.ago(person.lastInteractionAt())));
  }

  private Map<String, String> labels(Texts texts) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (ContactField field : ContactField.values()) {
      labels.put(field.key(), texts.of(field.labelKey()));
    }
    for (CustomField field : jdbi.withHandle(CustomFields::all)) {
      labels.put(((Field) field).key(), field.label());
    }
    return labels;
  }

  private static String shown(PageRequest asked, String key, FieldValue value) {
    Texts texts = asked.texts();
    return switch (value) {
      case FieldValue.Day(LocalDate day) -> asked.formats().date(day);
      case FieldValue.YesNo(boolean yes) -> texts.of(yes ? "duplicates.yes" : "duplicates.no");
      default ->
          switch (key) {
            case "language" ->
                Locale.forLanguageTag(value.text()).getDisplayLanguage(texts.locale());
            case "country" -> Locale.of("", value.text()).getDisplayCountry(texts.locale());
            default -> value.text();
          };
    };
  }
}
