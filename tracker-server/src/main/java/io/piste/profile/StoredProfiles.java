package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The profiles of some contacts of a site as they are stored. */
final class StoredProfiles {
  private static final String OF_SITE = "WHERE site_id = :site AND contact_id IN (<contacts>)";
  private static final String PROFILES =
      "SELECT contact_id, stage, stage_by, due_at FROM profile " + OF_SITE;
  private static final String TAGS =
      "SELECT contact_id, tag, level, given FROM profile_tag " + OF_SITE;

  /** Contact by contact: the key of the table would be tried with every score of everybody. */
  private static final String SCORES =
      """
      SELECT s.contact_id, s.score_id, s.points, s.changed_at
      FROM JSON_TABLE(:contacts, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN profile_score s FORCE INDEX (profile_score_contact) ON s.contact_id = v.id
      WHERE s.score_id IN (<scores>)
      """;

  /** A row of {@code profile}. */
  record Row(Stage stage, boolean byHand, @Nullable Instant dueAt) {}

  /** Which row of {@code profile_tag}. */
  record TagKey(ContactId contact, String tag) {}

  /** What it says. */
  record TagCell(double level, boolean given) {}

  /** Which row of {@code profile_score}. */
  record ScoreKey(ContactId contact, long score) {}

  /** What it says. */
  record ScoreCell(BigDecimal points, Instant changedAt) {}

  final Map<ContactId, Row> profiles = new HashMap<>();
  final Map<TagKey, TagCell> tags = new HashMap<>();
  final Map<ScoreKey, ScoreCell> scores = new HashMap<>();

  private StoredProfiles() {}

  /** Reads them; of the scores given alone. */
  static StoredProfiles read(
      Handle handle, SiteId site, Collection<ContactId> contacts, List<Score> scores) {
    StoredProfiles stored = new StoredProfiles();
    if (!contacts.isEmpty()) {
      List<ContactId> ids = Jdbis.padded(contacts);
      stored.readProfiles(handle, site, ids);
      stored.readTags(handle, site, ids);
      if (!scores.isEmpty()) {
        stored.readScores(handle, scores, contacts);
      }
    }
    return stored;
  }

  private void readProfiles(Handle handle, SiteId site, List<ContactId> ids) {
    handle
        .createQuery(PROFILES)
        .bind("site", site)
        .bindList("contacts", ids)
        .map(
            (row, context) -> {
              long due = row.getLong(4);
              Instant dueAt = row.wasNull() ? null : Instant.ofEpochMilli(due);
              Row stored =
                  new Row(Stages.stage(row.getString(2)), row.getString(3).equals("hand"), dueAt);
              return Map.entry(new ContactId(row.getLong(1)), stored);
            })
        .forEach(row -> profiles.put(row.getKey(), row.getValue()));
  }

  private void readTags(Handle handle, SiteId site, List<ContactId> ids) {
    handle
        .createQuery(TAGS)
        .bind("site", site)
        .bindList("contacts", ids)
        .map(
            (row, context) ->
                Map.entry(
                    new TagKey(new ContactId(row.getLong(1)), row.getString(2)),
                    new TagCell(row.getDouble(3), row.getBoolean(4))))
        .forEach(row -> tags.put(row.getKey(), row.getValue()));
  }

  private void readScores(Handle handle, List<Score> ofSite, Collection<ContactId> contacts) {
    handle
        .createQuery(SCORES)
        .bindList("scores", ofSite.stream().map(Score::id).toList())
        .bind("contacts", JsonRows.of(contacts).toString())
        .map(
            (row, context) ->
                Map.entry(
                    new ScoreKey(new ContactId(row.getLong(1)), row.getLong(2)),
                    new ScoreCell(row.getBigDecimal(3), Instant.ofEpochMilli(row.getLong(4)))))
        .forEach(row -> scores.put(row.getKey(), row.getValue()));
  }
}
