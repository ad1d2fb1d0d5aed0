package io.piste.report;

import io.piste.base.SiteId;
import io.piste.profile.TagCategories;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** What a site knows that conditions of segments can be about. Thread-safe. */
public final class RuleSubjects {
  private static final String TAGS = TagCategories.ofNames("t.name") + "ORDER BY t.name LIMIT 500";

  private static final String SCORES =
      "SELECT name FROM score WHERE site_id = :site AND removed_at IS NULL ORDER BY name";

  private static final String CURRENCIES =
      """
      SELECT DISTINCT currency FROM (
        SELECT currency FROM purchase WHERE site_id = :site ORDER BY ordered_at DESC LIMIT 2000
      ) latest ORDER BY currency
      """;

  /** Of the latest acts alone, so that it stays quick with many. */
  private static final String NAMES =
      """
      SELECT name FROM (
        SELECT name FROM profile_act FORCE INDEX (profile_act_time)
        WHERE site_id = :site AND kind = :kind ORDER BY happened_at DESC LIMIT 2000
      ) latest
      WHERE name <> '' GROUP BY name ORDER BY COUNT(*) DESC, name LIMIT 60
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public RuleSubjects(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Names of tags, in order; at most 500. */
  public List<String> tags(SiteId site) {
    return texts(TAGS, site);
  }

  /** Names of scores, in order. */
  public List<String> scores(SiteId site) {
    return texts(SCORES, site);
  }

  /** Currencies of the latest orders. */
  public List<String> currencies(SiteId site) {
    return texts(CURRENCIES, site);
  }

  /** Names of what was done lately, such as paths of pages, the most frequent first. */
  public List<String> names(SiteId site, String kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(NAMES)
                .bind("site", site)
                .bind("kind", kind)
                .mapTo(String.class)
                .list());
  }

  private List<String> texts(String sql, SiteId site) {
    return jdbi.withHandle(
        handle -> handle.createQuery(sql).bind("site", site).mapTo(String.class).list());
  }
}
