package io.piste.profile;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** What pages say about who reads them, as rules of a site. Thread-safe. */
public final class ProfileRules {
  private static final String TAG_RULES =
      "SELECT id, pattern, tag, weight FROM tag_rule WHERE site_id = :site ORDER BY id";

  private static final String ADD_TAG_RULE =
      """
      INSERT INTO tag_rule (site_id, pattern, tag, weight) VALUES (:site, :pattern, :tag, :weight)
      ON DUPLICATE KEY UPDATE weight = VALUES(weight)
      """;

  private static final String SCORE_RULES =
      "SELECT id, pattern, score, points FROM score_rule WHERE site_id = :site ORDER BY id";

  private static final String ADD_SCORE_RULE =
      """
      INSERT INTO score_rule (site_id, pattern, score, points)
      VALUES (:site, :pattern, :score, :points)
      ON DUPLICATE KEY UPDATE points = VALUES(points)
      """;

  private static final String REMOVE_TAG_RULE =
      "DELETE FROM tag_rule WHERE site_id = :site AND id = :id";

  private static final String REMOVE_SCORE_RULE =
      "DELETE FROM score_rule WHERE site_id = :site AND id = :id";

  private final Jdbi jdbi;

  /** Reads and writes through the given pool. */
  public ProfileRules(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** A site's tag rules. */
  public List<TagRule> tagRules(SiteId site) {
    return jdbi.withHandle(handle -> tagRules(handle, site));
  }

  /** A site's score rules. */
  public List<ScoreRule> scoreRules(SiteId site) {
    return jdbi.withHandle(handle -> scoreRules(handle, site));
  }

  /** Adds a tag rule, or changes the weight of one with the same pattern and tag. */
  public void addTagRule(SiteId site, String pattern, String tag, BigDecimal weight) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ADD_TAG_RULE)
                .bind("site", site)
                .bind("pattern", pattern)
                .bind("tag", tag)
                .bind("weight", weight)
                .execute());
  }

  /** Adds a score rule, or changes the points of one with the same pattern and score. */
  public void addScoreRule(SiteId site, String pattern, String score, BigDecimal points) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(ADD_SCORE_RULE)
                .bind("site", site)
                .bind("pattern", pattern)
                .bind("score", score)
                .bind("points", points)
                .execute());
  }

  /** Removes a tag rule of the site; what it gave before stays. */
  public void removeTagRule(SiteId site, long rule) {
    remove(REMOVE_TAG_RULE, site, rule);
  }

  /** Removes a score rule of the site; what it gave before stays. */
  public void removeScoreRule(SiteId site, long rule) {
    remove(REMOVE_SCORE_RULE, site, rule);
  }

  /** Gives a new site one rule of each kind, so that its owner sees how they work. */
  public void addExamples(SiteId site) {
    addTagRule(site, "/blog/*", "blog", BigDecimal.ONE);
    addScoreRule(site, "/checkout*", "intent", BigDecimal.TEN);
  }

  private void remove(String sql, SiteId site, long rule) {
    jdbi.useHandle(
        handle -> handle.createUpdate(sql).bind("site", site).bind("id", rule).execute());
  }

  static List<TagRule> tagRules(Handle handle, SiteId site) {
    return handle
        .createQuery(TAG_RULES)
        .bind("site", site)
        .map(ConstructorMapper.of(TagRule.class))
        .list();
  }

  static List<ScoreRule> scoreRules(Handle handle, SiteId site) {
    return handle
        .createQuery(SCORE_RULES)
        .bind("site", site)
        .map(ConstructorMapper.of(ScoreRule.class))
        .list();
  }
}
