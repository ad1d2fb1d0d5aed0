package io.piste.profile;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Update;

/**
 * What pages say about who reads them, as rules of a site. A rule counts for what arrives while it
 * is in force; a row that ended is kept, so that a rebuild gives each page what it gave when it
 * came. Thread-safe.
 */
public final class ProfileRules {
  private static final String TAG_RULES =
      """
      SELECT id, pattern, tag, weight, made_at, ended_at FROM tag_rule
      WHERE site_id = :site AND (:past OR ended_at = 0) ORDER BY id
      """;

  private static final String ADD_TAG_RULE =
      """
      INSERT IGNORE INTO tag_rule (site_id, pattern, tag, weight, made_at)
      VALUES (:site, :pattern, :name, :value, :now)
      """;

  private static final String SCORE_RULES =
      """
      SELECT id, pattern, score, points, made_at, ended_at FROM score_rule
      WHERE site_id = :site AND (:past OR ended_at = 0) ORDER BY id
      """;

  private static final String ADD_SCORE_RULE =
      """
      INSERT IGNORE INTO score_rule (site_id, pattern, score, points, made_at)
      VALUES (:site, :pattern, :name, :value, :now)
      """;

  private static final String OTHER_WEIGHT =
      "site_id = :site AND pattern = :pattern AND tag = :name AND weight <> :value";

  private static final String OTHER_POINTS =
      "site_id = :site AND pattern = :pattern AND score = :name AND points <> :value";

  private static final String THE_ONE = "site_id = :site AND id = :id";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Reads and writes through the given pool. */
  public ProfileRules(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A site's tag rules. */
  public List<TagRule> tagRules(SiteId site) {
    return jdbi.withHandle(handle -> tagRules(handle, site, false));
  }

  /** A site's score rules. */
  public List<ScoreRule> scoreRules(SiteId site) {
    return jdbi.withHandle(handle -> scoreRules(handle, site, false));
  }

  /** Adds a tag rule, or changes the weight of one with the same pattern and tag. */
  public void addTagRule(SiteId site, String pattern, String tag, BigDecimal weight) {
    Consumer<Update> rule = values(site, pattern, tag, weight);
    jdbi.useTransaction(
        handle -> {
          end(handle, "tag", OTHER_WEIGHT, rule);
          run(handle, ADD_TAG_RULE, rule);
        });
  }

  /** Adds a score rule, or changes the points of one with the same pattern and score. */
  public void addScoreRule(SiteId site, String pattern, String score, BigDecimal points) {
    Consumer<Update> rule = values(site, pattern, score, points);
    jdbi.useTransaction(
        handle -> {
          end(handle, "score", OTHER_POINTS, rule);
          run(handle, ADD_SCORE_RULE, rule);
        });
  }

  /** Removes a tag rule of the site; what it gave before stays. */
  public void removeTagRule(SiteId site, long rule) {
    remove("tag", site, rule);
  }

  /** Removes a score rule of the site; what it gave before stays. */
  public void removeScoreRule(SiteId site, long rule) {
    remove("score", site, rule);
  }

  /** Gives a new site one rule of each kind, so that its owner sees how they work. */
  public void addExamples(SiteId site) {
    addTagRule(site, "/blog/*", "blog", BigDecimal.ONE);
    addScoreRule(site, "/checkout*", "intent", BigDecimal.TEN);
  }

  private void remove(String kind, SiteId site, long rule) {
    jdbi.useTransaction(
        handle -> end(handle, kind, THE_ONE, update -> update.bind("site", site).bind("id", rule)));
  }

  private void end(Handle handle, String kind, String which, Consumer<Update> rule) {
    String current = kind + "_rule WHERE ended_at = 0 AND " + which;
    // One that was never in force leaves no trace.
    run(handle, "DELETE FROM " + current + " AND made_at >= :now", rule);
    run(handle, "UPDATE " + current.replace("WHERE", "SET ended_at = :now WHERE"), rule);
  }

  private void run(Handle handle, String sql, Consumer<Update> values) {
    Update update = handle.createUpdate(sql).bind("now", clock.instant());
    values.accept(update);
    update.execute();
  }

  private static Consumer<Update> values(
      SiteId site, String pattern, String name, BigDecimal value) {
    return update ->
        update.bind("site", site).bind("pattern", pattern).bind("name", name).bind("value", value);
  }

  /** Those in force, or with {@code past} those that ever were. */
  static List<TagRule> tagRules(Handle handle, SiteId site, boolean past) {
    return handle
        .createQuery(TAG_RULES)
        .bind("site", site)
        .bind("past", past)
        .map(ConstructorMapper.of(TagRule.class))
        .list();
  }

  /** Those in force, or with {@code past} those that ever were. */
  static List<ScoreRule> scoreRules(Handle handle, SiteId site, boolean past) {
    return handle
        .createQuery(SCORE_RULES)
        .bind("site", site)
        .bind("past", past)
        .map(ConstructorMapper.of(ScoreRule.class))
        .list();
  }

  /** Whether a rule counts for what arrived at a time; {@code ended} 0: it never ended. */
  static boolean inForce(Instant made, Instant ended, Instant arrived) {
    return !arrived.isBefore(made) && (ended.equals(Instant.EPOCH) || arrived.isBefore(ended));
  }
}
