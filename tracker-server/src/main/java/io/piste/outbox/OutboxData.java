package io.piste.outbox;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/** Mails to a person, sent and waiting, for the rights of persons. */
public final class OutboxData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "mails",
              """
              SELECT kind, step, state, reason, subject, created_at, sent_at FROM outbox_message
              WHERE contact_id = :contact AND site_id = :site ORDER BY created_at
              """,
              "DELETE FROM outbox_message WHERE contact_id = :contact AND site_id = :site"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
