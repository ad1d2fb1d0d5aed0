package io.piste.profile;

import io.piste.privacy.PersonalData;
import io.piste.privacy.PersonalTable;
import java.util.List;

/**
 * What somebody did that says something about them, and what follows from it (rule D6), for the
 * rights of persons.
 */
public final class ProfileData implements PersonalData {
  private static final String OF_VISITORS = " WHERE site_id = :site AND visitor_id IN (<visitors>)";
  private static final String OF_CONTACT = " WHERE contact_id = :contact AND site_id = :site";
  private static final String NOW = "UNIX_TIMESTAMP() / 86400";

  private static final String INTERESTS =
      """
      SELECT p.tag, p.given,
        IF(p.level <= -1e9, 0, IF(COALESCE(c.half_life_days, 30) = 0, p.level,
          ROUND(POW(2, p.level - %s / COALESCE(c.half_life_days, 30)), 3))) AS weight
      FROM profile_tag p
      LEFT JOIN tag t ON t.site_id = p.site_id AND t.name = p.tag
      LEFT JOIN tag_category c ON c.id = t.category_id
      WHERE p.contact_id = :contact AND p.site_id = :site
      """
          .formatted(NOW);

  private static final String SCORES =
      """
      SELECT s.name AS score, p.points, p.changed_at
      FROM profile_score p JOIN score s ON s.id = p.score_id
      WHERE p.contact_id = :contact AND s.site_id = :site
      """;

  private static final String ERASE_SCORES =
      """
      DELETE p FROM profile_score p JOIN score s ON s.id = p.score_id
      WHERE p.contact_id = :contact AND s.site_id = :site
      """;

  /** Should the profile be worked out at this moment, it is removed right after. */
  private static final String LOOK_AGAIN =
      "INSERT INTO contact_change (site_id, contact_id) VALUES (:site, :contact)";

  private static final List<PersonalTable> TABLES =
      List.of(
          PersonalTable.ofVisitors(
              "acts",
              "SELECT visitor_id, kind, name, amount, happened_at FROM profile_act" + OF_VISITORS,
              "happened_at",
              "DELETE FROM profile_act" + OF_VISITORS),
          PersonalTable.ofVisitors(
              "interests_kept",
              "SELECT visitor_id, tag, weight, weighed_at, source FROM visitor_tag" + OF_VISITORS,
              "weighed_at",
              "DELETE FROM visitor_tag" + OF_VISITORS),
          PersonalTable.ofVisitors(
              "scores_kept",
              "SELECT visitor_id, score, points, reason, scored_at FROM score_ledger" + OF_VISITORS,
              "scored_at",
              "DELETE FROM score_ledger" + OF_VISITORS),
          PersonalTable.ofContact(
              "tags",
              "SELECT tag, given_at FROM contact_tag" + OF_CONTACT,
              "DELETE FROM contact_tag" + OF_CONTACT),
          PersonalTable.ofContact("interests", INTERESTS, "DELETE FROM profile_tag" + OF_CONTACT),
          PersonalTable.ofContact("scores", SCORES, ERASE_SCORES),
          PersonalTable.ofContact(
              "stage",
              "SELECT stage, stage_by, stage_at, made_at FROM profile" + OF_CONTACT,
              "DELETE FROM profile" + OF_CONTACT),
          PersonalTable.ofContact(
              "stages",
              "SELECT stage, was, changed_by, changed_at FROM stage_change" + OF_CONTACT,
              "DELETE FROM stage_change" + OF_CONTACT,
              LOOK_AGAIN));

  @Override
  public List<PersonalTable> tables() {
    return TABLES;
  }
}
