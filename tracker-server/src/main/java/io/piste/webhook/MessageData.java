package io.piste.webhook;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/** Messages that hold a person's address, for the rights of persons. */
public final class MessageData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "webhookMessages",
              """
              SELECT d.event, d.body AS message_json, d.state, d.created_at, d.tried_at
              FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
              WHERE d.contact_id = :contact AND w.site_id = :site ORDER BY d.created_at
              """,
              """
              DELETE d FROM webhook_delivery d JOIN webhook w ON w.id = d.webhook_id
              WHERE d.contact_id = :contact AND w.site_id = :site
              """));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
