package io.piste.connector;

import io.piste.base.ContactId;
import io.piste.contact.ContactEdit;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Changes contacts in the name of a shop's server. Thread-safe. */
public final class FieldEdits {
  private final Jdbi jdbi;
  private final Contacts contacts;
  private final InstantSource clock;

  /** Changes nothing yet. */
  public FieldEdits(Jdbi jdbi, Contacts contacts, InstantSource clock) {
    this.jdbi = jdbi;
    this.contacts = contacts;
    this.clock = clock;
  }

  /** The fields that the operator added. */
  List<CustomField> all() {
    return jdbi.withHandle(CustomFields::all);
  }

  /** Changes a contact; a rebuild keeps it. */
  void change(ContactId contact, ContactEdit edit, String who) {
    Editor editor = new Editor(Editor.Way.CONNECTOR, who, clock.instant());
    jdbi.useTransaction(handle -> contacts.change(handle, contact, edit, editor));
  }
}
