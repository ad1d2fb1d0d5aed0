package io.piste.automation;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/** A person's ways through automations, for the rights of persons. */
public final class EnrolmentData implements PersonalData {
  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofContact(
              "sequences",
              """
              SELECT automation, state, reason, step, enrolled_at, ended_at FROM enrolment
              WHERE contact_id = :contact AND site_id = :site ORDER BY enrolled_at
              """,
              "DELETE FROM enrolment WHERE contact_id = :contact AND site_id = :site"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
