package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactChanges;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;

/** The stages of contacts: by rule, unless somebody set one by hand. Thread-safe. */
public final class Stages {
  private static final String OF =
      """
      SELECT stage, stage_by, stage_at FROM profile WHERE site_id = :site AND contact_id = :contact
      """;
  private static final String LOCK = OF + " FOR UPDATE";
  private static final String SET =
      """
      INSERT INTO profile (site_id, contact_id, stage, stage_by, stage_at, made_at)
      VALUES (:site, :contact, :stage, 'hand', :now, :now)
      ON DUPLICATE KEY UPDATE stage = VALUES(stage), stage_by = 'hand', stage_at = VALUES(stage_at)
      """;
  private static final String NOTE =
      """
      INSERT INTO stage_change (site_id, contact_id, stage, was, changed_by, changed_at)
      VALUES (:site, :contact, :stage, :was, 'hand', :now)
      """;
  private static final String BY_RULE =
      """
      UPDATE profile SET stage_by = 'rule' WHERE site_id = :site AND contact_id = :contact
      """;
  private static final String HISTORY =
      """
      SELECT stage, was, changed_by, changed_at FROM stage_change
      WHERE contact_id = :contact AND site_id = :site ORDER BY changed_at DESC, id DESC LIMIT :limit
      """;

  private static final RowMapper<At> AT =
      (row, context) ->
          new At(
              stage(row.getString("stage")),
              row.getString("stage_by").equals("hand"),
              Instant.ofEpochMilli(row.getLong("stage_at")));

  private final Jdbi jdbi;
  private final InstantSource clock;

  /**
   * Where a contact is.
   *
   * @param byHand whether somebody set it: then it stays
   * @param since since when
   */
  public record At(Stage stage, boolean byHand, Instant since) {}

  /** A move from one stage to another. */
  public record Move(Stage stage, Stage was, boolean byHand, Instant at) {}

  /** Reads and writes through the given pool. */
  public Stages(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Where a contact of a site is; empty when the site has no profile of it yet. */
  public Optional<At> of(SiteId site, ContactId contact) {
    return jdbi.withHandle(handle -> ask(handle, OF, site, contact));
  }

  /** Puts a contact at a stage by hand: it stays until {@link #byRule}. */
  public void set(SiteId site, ContactId contact, Stage stage) {
    jdbi.useTransaction(
        handle -> {
          Stage was = ask(handle, LOCK, site, contact).map(At::stage).orElse(Stage.ENGAGEMENT);
          handle
              .createUpdate(SET)
              .bind("site", site)
              .bind("contact", contact)
              .bind("stage", stage.word())
              .bind("now", clock.instant())
              .execute();
          if (was != stage) {
            handle
                .createUpdate(NOTE)
                .bind("site", site)
                .bind("contact", contact)
                .bind("stage", stage.word())
                .bind("was", was.word())
                .bind("now", clock.instant())
                .execute();
          }
          ContactChanges.note(handle, site, contact);
        });
  }

  /** Lets the rule decide again; soon after, the stage is what it says. */
  public void byRule(SiteId site, ContactId contact) {
    jdbi.useTransaction(
        handle -> {
          handle.createUpdate(BY_RULE).bind("site", site).bind("contact", contact).execute();
          ContactChanges.note(handle, site, contact);
        });
  }

  /** How a contact moved, the newest first. */
  public List<Move> moves(SiteId site, ContactId contact, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(HISTORY)
                .bind("site", site)
                .bind("contact", contact)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Move(
                            stage(row.getString("stage")),
                            stage(row.getString("was")),
                            row.getString("changed_by").equals("hand"),
                            Instant.ofEpochMilli(row.getLong("changed_at"))))
                .list());
  }

  private static Optional<At> ask(Handle handle, String sql, SiteId site, ContactId contact) {
    return handle.createQuery(sql).bind("site", site).bind("contact", contact).map(AT).findOne();
  }

  static Stage stage(String word) {
    return Stage.of(word).orElse(Stage.ENGAGEMENT);
  }
}
