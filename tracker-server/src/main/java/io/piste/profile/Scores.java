package io.piste.profile;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** Scores of sites and the rules that add to them. Changing them asks for a run. Thread-safe. */
public final class Scores {
  private static final String OF =
      """
      SELECT id, name, description, half_life_days, floor_points, ceiling_points FROM score
      WHERE site_id = :site AND removed_at IS NULL ORDER BY id
      """;
  private static final String FIND =
      "SELECT id FROM score WHERE site_id = :site AND name = :name AND removed_at IS NULL";
  private static final String ADD =
      """
      INSERT IGNORE INTO score
        (site_id, name, description, half_life_days, floor_points, ceiling_points)
      VALUES (:site, :name, :description, :days, :floor, :ceiling)
      """;
  private static final String CHANGE =
      """
      UPDATE IGNORE score SET name = :name, description = :description, half_life_days = :days,
        floor_points = :floor, ceiling_points = :ceiling
      WHERE site_id = :site AND id = :id AND removed_at IS NULL
      """;

  /** The row stays until a run removed what contacts have of it; its name is free at once. */
  private static final String REMOVE =
      """
      UPDATE score SET removed_at = :now, name = CONCAT('#', id)
      WHERE site_id = :site AND id = :id AND removed_at IS NULL
      """;

  private static final String REMOVE_OPENINGS =
      """
      DELETE l FROM score_ledger l JOIN score s ON s.site_id = l.site_id AND s.name = l.score
      WHERE s.id = :id AND s.site_id = :site
      """;
  private static final String RENAME_OPENINGS =
      """
      UPDATE score_ledger l JOIN score s ON s.site_id = l.site_id AND s.name = l.score
      SET l.score = :name WHERE s.id = :id AND s.site_id = :site AND s.name <> :name
        AND NOT EXISTS (SELECT 1 FROM score o WHERE o.site_id = :site AND o.name = :name
                        AND o.id <> :id)
      """;
  private static final String RULES =
      """
      SELECT r.id, r.score_id, r.mode, r.kind, r.pattern, r.value, r.counts_from
      FROM score_rule r JOIN score s ON s.id = r.score_id
      WHERE s.site_id = :site AND s.removed_at IS NULL ORDER BY r.id
      """;
  private static final String ADD_RULE =
      """
      INSERT INTO score_rule (score_id, mode, kind, pattern, value, counts_from)
      SELECT id, :mode, :kind, :pattern, :value, :from FROM score
      WHERE id = :score AND site_id = :site AND removed_at IS NULL
      ON DUPLICATE KEY UPDATE value = VALUES(value), counts_from = VALUES(counts_from)
      """;
  private static final String CHANGE_RULE =
      """
      UPDATE IGNORE score_rule r JOIN score s ON s.id = r.score_id
      SET r.mode = :mode, r.kind = :kind, r.pattern = :pattern, r.value = :value,
        r.counts_from = :from
      WHERE r.id = :id AND s.id = :score AND s.site_id = :site
      """;
  private static final String REMOVE_RULE =
      """
      DELETE r FROM score_rule r JOIN score s ON s.id = r.score_id
      WHERE r.id = :id AND s.site_id = :site
      """;

  private static final RowMapper<Score> SCORE =
      (row, context) ->
          new Score(
              row.getLong("id"),
              row.getString("name"),
              row.getString("description"),
              row.getInt("half_life_days"),
              row.getBigDecimal("floor_points"),
              row.getBigDecimal("ceiling_points"));

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final RuleChanges changes;

  /** Reads and writes through the given pool. */
  public Scores(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.changes = new RuleChanges(jdbi, clock);
  }

  /** A site's scores, the oldest first. */
  public List<Score> of(SiteId site) {
    return jdbi.withHandle(handle -> of(handle, site));
  }

  /** One of a site's scores. */
  public Optional<Score> byId(SiteId site, long id) {
    return of(site).stream().filter(score -> score.id() == id).findFirst();
  }

  /** Adds a score and answers its number; empty when the site has one of that name. */
  public Optional<Long> add(SiteId site, Score score) {
    return jdbi.inTransaction(
        handle ->
            bind(handle.createUpdate(ADD), site, score).execute() == 0
                ? Optional.empty()
                : find(handle, site, score.name()));
  }

  /** Changes a score; false when there is none of its id, or another one has the name. */
  public boolean change(SiteId site, Score score) {
    return changes.make(
            site,
            handle -> {
              handle
                  .createUpdate(RENAME_OPENINGS)
                  .bind("site", site)
                  .bind("id", score.id())
                  .bind("name", score.name())
                  .execute();
              return bind(handle.createUpdate(CHANGE), site, score)
                  .bind("id", score.id())
                  .execute();
            })
        > 0;
  }

  /** Removes a score with its rules and everything that was given. */
  public void remove(SiteId site, long score) {
    changes.make(
        site,
        handle -> {
          handle.createUpdate(REMOVE_OPENINGS).bind("site", site).bind("id", score).execute();
          return handle
              .createUpdate(REMOVE)
              .bind("site", site)
              .bind("id", score)
              .bind("now", clock.instant())
              .execute();
        });
  }

  /** The rules of all scores of a site, the oldest first. */
  public List<ScoreRule> rules(SiteId site) {
    return jdbi.withHandle(handle -> rules(handle, site));
  }

  /** Adds a rule, or gives the one of the same score, mode and match another value. */
  public void addRule(SiteId site, ScoreRule rule) {
    changes.make(site, handle -> bind(handle.createUpdate(ADD_RULE), site, rule).execute());
  }

  /** Changes a rule; false when there is none of its id, or another one is the same. */
  public boolean changeRule(SiteId site, ScoreRule rule) {
    return changes.make(
            site,
            handle ->
                bind(handle.createUpdate(CHANGE_RULE), site, rule).bind("id", rule.id()).execute())
        > 0;
  }

  /** Removes a rule, and what it gave by events that are kept. */
  public void removeRule(SiteId site, long rule) {
    changes.make(
        site,
        handle -> handle.createUpdate(REMOVE_RULE).bind("site", site).bind("id", rule).execute());
  }

  static List<Score> of(Handle handle, SiteId site) {
    return handle.createQuery(OF).bind("site", site).map(SCORE).list();
  }

  static List<ScoreRule> rules(Handle handle, SiteId site) {
    return handle.createQuery(RULES).bind("site", site).map(Scores::rule).list();
  }

  /** The number of a site's score. */
  static Optional<Long> find(Handle handle, SiteId site, String name) {
    return handle
        .createQuery(FIND)
        .bind("site", site)
        .bind("name", name)
        .mapTo(Long.class)
        .findOne();
  }

  private static Update bind(Update update, SiteId site, Score score) {
    BigDecimal floor = score.floor();
    BigDecimal ceiling = score.ceiling();
    if ((floor != null && floor.signum() > 0) || (ceiling != null && ceiling.signum() < 0)) {
      throw new IllegalArgumentException("0 lies between floor and ceiling");
    }
    return update
        .bind("site", site)
        .bind("name", score.name())
        .bind("description", score.description())
        .bind("days", score.halfLifeDays())
        .bind("floor", floor)
        .bind("ceiling", ceiling);
  }

  private static Update bind(Update update, SiteId site, ScoreRule rule) {
    return update
        .bind("site", site)
        .bind("score", rule.score())
        .bind("mode", rule.mode().word())
        .bind("kind", rule.match().kind().word())
        .bind("pattern", rule.match().pattern())
        .bind("value", rule.value())
        .bind("from", rule.countsFrom());
  }

  private static ScoreRule rule(ResultSet row, StatementContext context) throws SQLException {
    String mode = row.getString("mode");
    return new ScoreRule(
        row.getLong("id"),
        row.getLong("score_id"),
        ScoreMode.of(mode).orElseThrow(() -> new IllegalStateException("no mode " + mode)),
        TagRules.match(row),
        row.getBigDecimal("value"),
        Instant.ofEpochMilli(row.getLong("counts_from")));
  }
}
