package io.piste.contact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one contact from texts: of a form, a line of a file, or a call.
 *
 * @param edit what is right; blank texts empty their field
 * @param faults what is not, by field
 */
public record TypedFields(ContactEdit edit, Map<Field, FieldFault> faults) {

  /**
   * Reads texts. Never throws for what they say.
   *
   * @param typed by field; the address is looked at and left out of the edit
   * @param known the contact as it is, whose country counts where none was typed; null for a new
   *     one
   */
  public static TypedFields read(Map<? extends Field, String> typed, @Nullable ContactFacts known) {
    String country = country(typed, known);
    ContactEdit edit = ContactEdit.NONE;
    Map<Field, FieldFault> faults = new LinkedHashMap<>();
    for (Map.Entry<? extends Field, String> entry : typed.entrySet()) {
      Field field = entry.getKey();
      String text = entry.getValue();
      if (text.isBlank()) {
        edit = field == ContactField.EMAIL ? edit : edit.without(field);
        continue;
      }
      switch (field.read(text, country)) {
        case Reading.Bad bad -> faults.put(field, bad.fault());
        case Reading.Good good ->
            edit = field == ContactField.EMAIL ? edit : edit.with(field, good.value());
      }
    }
    return new TypedFields(edit, faults);
  }

  /** Whether nothing is wrong. */
  public boolean good() {
    return faults.isEmpty();
  }

  private static @Nullable String country(
      Map<? extends Field, String> typed, @Nullable ContactFacts known) {
    String said = null;
    for (Map.Entry<? extends Field, String> entry : typed.entrySet()) {
      said = entry.getKey() == ContactField.COUNTRY ? entry.getValue() : said;
    }
    if (said == null) {
      return known == null ? null : known.text(ContactField.COUNTRY);
    }
    Optional<FieldValue> read =
        said.isBlank() ? Optional.empty() : ContactField.COUNTRY.read(said, null).asValue();
    return read.map(FieldValue::text).orElse(null);
  }
}
