package io.piste.profile;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/**
 * Interests and scores of a person with what they were given for (rule D6), for the rights of
 * persons.
 */
public final class ProfileData implements PersonalData {
  private static final String OF_THESE = " WHERE site_id = :site AND visitor_id IN (<visitors>)";

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "interests",
              "SELECT visitor_id, tag, weight, weighed_at, source FROM visitor_tag" + OF_THESE,
              "weighed_at",
              "DELETE FROM visitor_tag" + OF_THESE),
          PersonalTable.ofVisitors(
              "scores",
              "SELECT visitor_id, score, points, reason, scored_at FROM score_ledger" + OF_THESE,
              "scored_at",
              "DELETE FROM score_ledger" + OF_THESE),
          PersonalTable.ofContact(
              "tags",
              "SELECT tag, given_at FROM contact_tag"
                  + " WHERE contact_id = :contact AND site_id = :site",
              "DELETE FROM contact_tag WHERE contact_id = :contact AND site_id = :site"));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
