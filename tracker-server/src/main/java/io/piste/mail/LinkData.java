package io.piste.mail;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/** Links in mails to a person, for the rights of persons: who follows one later finds nothing. */
public final class LinkData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "mailLinks",
              """
              SELECT kind, created_at, expires_at, followed_at FROM mail_link
              WHERE contact_id = :contact AND site_id = :site ORDER BY created_at
              """,
              "DELETE FROM mail_link WHERE contact_id = :contact AND site_id = :site"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
