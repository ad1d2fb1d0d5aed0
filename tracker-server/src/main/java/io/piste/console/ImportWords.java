package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.transfer.ContactImport;
import io.piste.transfer.LineFault;
import java.util.List;

/** Imports and exports in words. */
final class ImportWords {
  private final Texts texts;
  private final List<CustomField> own;

  ImportWords(Texts texts, List<CustomField> own) {
    this.texts = texts;
    this.own = own;
  }

  /** What people call a column's target. */
  String target(String key) {
    if (key.startsWith(Field.CUSTOM)) {
      return own.stream()
          .filter(field -> field.key().equals(key))
          .map(CustomField::label)
          .findFirst()
          .orElse(key);
    }
    return ContactField.of(key)
        .map(field -> texts.of(field.labelKey()))
        .orElseGet(() -> texts.of("transfer.column." + key));
  }

  /** Why a file was refused, and what to do. */
  String refusal(ContactImport.Refused refused) {
    String said = texts.of("import.refused." + refused.fault().word());
    return refused.line() == 0 ? said : texts.of("import.refused.at", refused.line()) + " " + said;
  }

  /** What is wrong with a line, and what to do. */
  String fault(LineFault fault) {
    String own = "import.fault." + fault.word();
    String said = texts.of(texts.has(own) ? own : "fault." + fault.word(), fault.detail());
    return fault.field().isEmpty()
        ? said
        : texts.of("import.fault.in", target(fault.field()), said);
  }
}
