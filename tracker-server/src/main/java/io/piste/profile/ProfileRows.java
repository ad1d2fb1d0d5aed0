package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.Jdbis;
import io.piste.db.JsonRows;
import io.piste.profile.StoredProfiles.ScoreCell;
import io.piste.profile.StoredProfiles.ScoreKey;
import io.piste.profile.StoredProfiles.TagCell;
import io.piste.profile.StoredProfiles.TagKey;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** Compares stored profiles with what they should be and writes the differences, in bulk. */
final class ProfileRows {
  private static final String OF_SITE = "WHERE site_id = :site AND contact_id IN (<contacts>)";

  /** Somebody may have set the stage by hand since it was read. */
  private static final String WRITE_PROFILES =
      """
      INSERT INTO profile (site_id, contact_id, stage, stage_by, stage_at, made_at, due_at)
      SELECT :site, v.contact, v.stage, 'rule', :now, :now, v.due
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]',
        stage VARCHAR(16) CHARACTER SET ascii PATH '$[1]', due BIGINT PATH '$[2]')) v
      ON DUPLICATE KEY UPDATE
        profile.stage_at = IF(profile.stage = VALUES(stage) OR profile.stage_by = 'hand',
          profile.stage_at, VALUES(stage_at)),
        profile.stage = IF(profile.stage_by = 'hand', profile.stage, VALUES(stage)),
        profile.due_at = VALUES(due_at)
      """;

  private static final String NOTE_STAGES =
      """
      INSERT INTO stage_change (site_id, contact_id, stage, was, changed_by, changed_at)
      SELECT :site, v.contact, v.stage, v.was, 'rule', :now
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]',
        stage VARCHAR(16) CHARACTER SET ascii PATH '$[1]',
        was VARCHAR(16) CHARACTER SET ascii PATH '$[2]')) v
      """;
  private static final String WRITE_TAGS =
      """
      INSERT INTO profile_tag (site_id, contact_id, tag, level, given)
      SELECT :site, v.contact, v.tag, v.level, v.given
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]',
        tag VARCHAR(60) PATH '$[1]', level DOUBLE PATH '$[2]', given INT PATH '$[3]')) v
      ON DUPLICATE KEY UPDATE profile_tag.level = VALUES(level), profile_tag.given = VALUES(given)
      """;
  private static final String DELETE_TAGS =
      """
      DELETE t FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]',
        tag VARCHAR(60) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$[1]')) v
      STRAIGHT_JOIN profile_tag t
        ON t.site_id = :site AND t.contact_id = v.contact AND t.tag = v.tag
      """;
  private static final String WRITE_SCORES =
      """
      INSERT INTO profile_score (score_id, contact_id, points, changed_at, level)
      SELECT v.score, v.contact, v.points, v.changed_at, v.level
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]', score BIGINT PATH '$[1]',
        points DECIMAL(14,3) PATH '$[2]', changed_at BIGINT PATH '$[3]',
        level DOUBLE PATH '$[4]')) v
      ON DUPLICATE KEY UPDATE profile_score.points = VALUES(points),
        profile_score.changed_at = VALUES(changed_at), profile_score.level = VALUES(level)
      """;
  private static final String DELETE_SCORES =
      """
      DELETE s FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]',
        score BIGINT PATH '$[1]')) v
      STRAIGHT_JOIN profile_score s ON s.score_id = v.score AND s.contact_id = v.contact
      """;
  private static final List<String> FORGET =
      List.of(
          "DELETE FROM profile " + OF_SITE,
          "DELETE FROM profile_tag " + OF_SITE,
          "DELETE FROM stage_change " + OF_SITE,
          "DELETE p FROM profile_score p JOIN score s ON s.id = p.score_id"
              + " WHERE p.contact_id IN (<contacts>) AND s.site_id = :site");

  /** Reckoning in another order moves the last digits alone. */
  private static final double SAME = 1e-9;

  private static final double TINY = 1e-12;

  private final Handle handle;
  private final SiteId site;
  private final Instant now;
  private final StoredProfiles stored;
  private final Map<TagKey, TagCell> tags;
  private final Map<ScoreKey, ScoreCell> scores;
  private final Set<ContactId> changed = new HashSet<>();

  private final JsonRows profilesToWrite = new JsonRows();
  private final JsonRows stagesToNote = new JsonRows();
  private final JsonRows tagsToWrite = new JsonRows();
  private final JsonRows tagsToDelete = new JsonRows();
  private final JsonRows scoresToWrite = new JsonRows();
  private final JsonRows scoresToDelete = new JsonRows();
  private long written;

  ProfileRows(Handle handle, SiteId site, Instant now, StoredProfiles stored) {
    this.handle = handle;
    this.site = site;
    this.now = now;
    this.stored = stored;
    this.tags = new HashMap<>(stored.tags);
    this.scores = new HashMap<>(stored.scores);
  }

  /** What the tags and scores of a contact should be. */
  void become(ContactId contact, Profile profile) {
    for (InterestTag tag : profile.tags()) {
      TagCell was = tags.remove(new TagKey(contact, tag.tag()));
      if (was == null || was.given() != tag.given() || differ(was.level(), tag.level())) {
        tagsToWrite.row(contact, tag.tag(), tag.level(), tag.given() ? 1 : 0);
        wrote(contact);
      }
    }
    for (ScoreValue score : profile.scores()) {
      ScoreCell was = scores.remove(new ScoreKey(contact, score.score()));
      if (was == null
          || was.points().compareTo(score.points()) != 0
          || !was.changedAt().equals(score.changedAt())) {
        scoresToWrite.row(
            contact,
            score.score(),
            score.points().toPlainString(),
            score.changedAt(),
            score.level());
        wrote(contact);
      }
    }
    StoredProfiles.Row was = stored.profiles.get(contact);
    Stage stood = was == null ? Stage.ENGAGEMENT : was.stage();
    if (stood != profile.stage()) {
      stagesToNote.row(contact, profile.stage().word(), stood.word());
      wrote(contact);
    }
  }

  /** When time alone may change something about a contact; null for never. Comes last. */
  void due(ContactId contact, Stage stage, @Nullable Instant dueAt) {
    StoredProfiles.Row was = stored.profiles.get(contact);
    if (was == null || was.stage() != stage || !Objects.equals(was.dueAt(), dueAt)) {
      profilesToWrite.row(contact, stage.word(), dueAt);
      written++;
    }
  }

  /** Whose rows are not what they were, but for the time at which they are looked at again. */
  Set<ContactId> changed() {
    return changed;
  }

  /** Decides that what was read and is in no profile any more goes. */
  void dropTheRest() {
    tags.keySet()
        .forEach(
            key -> {
              tagsToDelete.row(key.contact(), key.tag());
              wrote(key.contact());
            });
    scores
        .keySet()
        .forEach(
            key -> {
              scoresToDelete.row(key.contact(), key.score());
              wrote(key.contact());
            });
  }

  /** Writes it all and answers how many rows were not what they should be. */
  long write() {
    write(DELETE_TAGS, tagsToDelete);
    write(DELETE_SCORES, scoresToDelete);
    write(WRITE_TAGS, tagsToWrite);
    write(WRITE_SCORES, scoresToWrite);
    write(NOTE_STAGES, stagesToNote);
    write(WRITE_PROFILES, profilesToWrite);
    return written;
  }

  /** Removes everything about contacts that are not there any more. */
  static void forget(Handle handle, SiteId site, Collection<ContactId> contacts) {
    if (!contacts.isEmpty()) {
      FORGET.forEach(
          sql ->
              handle
                  .createUpdate(sql)
                  .bind("site", site)
                  .bindList("contacts", Jdbis.padded(contacts))
                  .execute());
    }
  }

  private void wrote(ContactId contact) {
    changed.add(contact);
    written++;
  }

  private void write(String sql, JsonRows rows) {
    if (!rows.isEmpty()) {
      Update update = handle.createUpdate(sql).bind("rows", rows.toString());
      if (sql.contains(":site")) {
        update.bind("site", site);
      }
      if (sql.contains(":now")) {
        update.bind("now", now);
      }
      update.execute();
    }
  }

  private static boolean differ(double one, double other) {
    return Math.abs(one - other) > SAME + Math.abs(one) * TINY;
  }
}
