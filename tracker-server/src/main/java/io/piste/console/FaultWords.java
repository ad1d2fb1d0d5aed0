package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.contact.ContactField;
import io.piste.contact.CustomField;
import io.piste.contact.Field;
import io.piste.contact.FieldFault;

/** How fields of contacts and what is wrong with them are called. */
final class FaultWords {
  private FaultWords() {}

  /** What people read for a field. */
  static String label(Texts texts, Field field) {
    return switch (field) {
      case ContactField standard -> texts.of(standard.labelKey());
      case CustomField custom -> custom.label();
    };
  }

  /** What is wrong, and what to do. */
  static String of(Texts texts, FieldFault fault) {
    return texts.of("fault." + fault.kind().word(), fault.detail());
  }
}
