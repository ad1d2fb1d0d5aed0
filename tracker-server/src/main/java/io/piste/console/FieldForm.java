package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.FieldType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An own field of contacts as it is typed.
 *
 * @param id 0 for a new one
 */
record FieldForm(long id, Map<String, String> typed) {
  static FieldForm blank() {
    return new FieldForm(0, Map.of("type", FieldType.TEXT.word()));
  }

  static FieldForm of(CustomField field) {
    Map<String, String> typed = new HashMap<>();
    typed.put("label", field.label());
    typed.put("name", field.name());
    typed.put("type", field.type().word());
    typed.put("choices", String.join("\n", field.choices()));
    typed.put("counts", field.counts() ? "yes" : "");
    return new FieldForm(field.id(), typed);
  }

  static FieldForm typed(PageRequest asked) {
    Map<String, String> typed = new HashMap<>();
    for (String name : List.of("label", "name", "type", "choices", "counts")) {
      typed.put(name, asked.field(name));
    }
    if (typed.getOrDefault("name", "").isEmpty()) {
      typed.put("name", nameOf(typed.getOrDefault("label", "")));
    }
    return new FieldForm(0, typed);
  }

  /** The same for a field that is there: its name and type stay. */
  FieldForm as(CustomField field) {
    Map<String, String> same = new HashMap<>(typed);
    same.put("name", field.name());
    same.put("type", field.type().word());
    return new FieldForm(field.id(), same);
  }

  /** A name that a label suggests: Taille préférée, taille_preferee. */
  static String nameOf(String label) {
    String plain =
        Normalizer.normalize(label, Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^[_0-9]+|_+$", "");
    return plain.length() <= CustomFields.MOST_NAME
        ? plain
        : plain.substring(0, CustomFields.MOST_NAME);
  }

  private String value(String name) {
    return typed.getOrDefault(name, "");
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts) {
    Map<String, String> mistakes = new HashMap<>();
    String label = value("label");
    if (label.isEmpty()
        || label.length() > CustomFields.MOST_LABEL
        || label.chars().anyMatch(Character::isISOControl)) {
      mistakes.put("label", texts.of("fields.mistake.label", CustomFields.MOST_LABEL));
    }
    if (!CustomFields.isName(value("name"))) {
      mistakes.put("name", texts.of("fields.mistake.name", CustomFields.MOST_NAME));
    }
    Optional<FieldType> type = FieldType.of(value("type"));
    if (type.isEmpty()) {
      mistakes.put("type", texts.of("fields.mistake.type"));
    } else if (type.get() == FieldType.CHOICE) {
      List<String> choices = choices();
      boolean wrong =
          choices.isEmpty()
              || choices.size() > CustomFields.MOST_CHOICES
              || choices.stream().anyMatch(FieldForm::isNoChoice)
              || choices.stream().map(text -> text.toLowerCase(Locale.ROOT)).distinct().count()
                  < choices.size();
      if (wrong) {
        mistakes.put(
            "choices",
            texts.of("fields.mistake.choices", CustomFields.MOST_CHOICES, CustomFields.MOST_LABEL));
      }
    }
    return mistakes;
  }

  private static boolean isNoChoice(String text) {
    return text.length() > CustomFields.MOST_LABEL
        || text.chars().anyMatch(Character::isISOControl);
  }

  private List<String> choices() {
    List<String> choices = new ArrayList<>();
    value("choices")
        .lines()
        .map(line -> Normalizer.normalize(line.strip(), Normalizer.Form.NFC))
        .filter(line -> !line.isEmpty())
        .forEach(choices::add);
    return choices;
  }

  /** The field, where its type is one. */
  Optional<CustomField> field() {
    return FieldType.of(value("type"))
        .map(
            type ->
                new CustomField(
                    id,
                    value("name"),
                    value("label"),
                    type,
                    type == FieldType.CHOICE ? choices() : List.of(),
                    value("counts").equals("yes")));
  }
}
