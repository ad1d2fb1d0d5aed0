package io.piste.transfer;

import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.contact.FieldValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of an export. Times are in UTC, as 2026-03-01T10:00:00Z.
 *
 * @param key of a field, or {@code consent}, {@code tags}, {@code origin}, {@code created_at},
 *     {@code last_interaction_at}
 * @param own the field that the operator added; null for the others
 */
public record ExportColumn(String key, @Nullable CustomField own, Function<Person, String> value) {
  /**
   * A contact as an export knows it.
   *
   * @param consent yes or no to mails of the site; null: never asked
   * @param tags given by hand, by shop or by file
   */
  record Person(ContactFacts facts, @Nullable Boolean consent, String tags) {}

  /** All that there are, in the order in which they are written. */
  public static List<ExportColumn> all(List<CustomField> own) {
    List<ExportColumn> all = new ArrayList<>();
    for (ContactField field : ContactField.values()) {
      all.add(of(field, null));
    }
    own.forEach(field -> all.add(of(field, field)));
    all.add(
        new ExportColumn(
            ImportPlan.CONSENT,
            null,
            person -> person.consent() == null ? "" : person.consent() ? "yes" : "no"));
    all.add(new ExportColumn("tags", null, Person::tags));
    all.add(new ExportColumn("origin", null, person -> person.facts().origin()));
    all.add(new ExportColumn("created_at", null, person -> time(person.facts().createdAt())));
    all.add(
        new ExportColumn(
            "last_interaction_at", null, person -> time(person.facts().lastInteractionAt())));
    return all;
  }

  private static ExportColumn of(Field field, @Nullable CustomField own) {
    return new ExportColumn(
        field.key(),
        own,
        person -> person.facts().value(field.key()).map(FieldValue::text).orElse(""));
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  String of(Person person) {
    return value.apply(person);
  }
}
