package io.piste.profile;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.Update;

/** What gives tags. Changing it asks for a run. Thread-safe. */
public final class TagRules {
  private static final String OF =
      """
      SELECT id, kind, pattern, tag, weight, counts_from FROM tag_rule
      WHERE site_id = :site ORDER BY id
      """;
  private static final String ADD =
      """
      INSERT INTO tag_rule (site_id, kind, pattern, tag, weight, counts_from)
      VALUES (:site, :kind, :pattern, :tag, :weight, :from)
      ON DUPLICATE KEY UPDATE weight = VALUES(weight), counts_from = VALUES(counts_from)
      """;
  private static final String CHANGE =
      """
      UPDATE tag_rule SET kind = :kind, pattern = :pattern, tag = :tag, weight = :weight,
        counts_from = :from
      WHERE site_id = :site AND id = :id
        AND NOT EXISTS (SELECT 1 FROM tag_rule o WHERE o.site_id = :site AND o.kind = :kind
          AND o.pattern = :pattern AND o.tag = :tag AND o.id <> :id)
      """;
  private static final String REMOVE = "DELETE FROM tag_rule WHERE site_id = :site AND id = :id";

  private final Jdbi jdbi;
  private final RuleChanges changes;

  /** Reads and writes through the given pool. */
  public TagRules(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.changes = new RuleChanges(jdbi, clock);
  }

  /** A site's rules, the oldest first. */
  public List<TagRule> of(SiteId site) {
    return jdbi.withHandle(handle -> of(handle, site));
  }

  /** Adds a rule, or gives the one that fits the same and gives the same tag another weight. */
  public void add(SiteId site, TagRule rule) {
    changes.make(site, handle -> bind(handle.createUpdate(ADD), site, rule).execute());
  }

  /** Changes a rule; false when there is none of its id, or another one is the same. */
  public boolean change(SiteId site, TagRule rule) {
    return changes.make(
            site,
            handle -> bind(handle.createUpdate(CHANGE), site, rule).bind("id", rule.id()).execute())
        > 0;
  }

  /** Removes a rule, and what it gave. */
  public void remove(SiteId site, long rule) {
    changes.make(
        site, handle -> handle.createUpdate(REMOVE).bind("site", site).bind("id", rule).execute());
  }

  static List<TagRule> of(Handle handle, SiteId site) {
    return handle.createQuery(OF).bind("site", site).map(TagRules::read).list();
  }

  private static Update bind(Update update, SiteId site, TagRule rule) {
    if (rule.weight().compareTo(BigDecimal.ZERO) <= 0) {
      throw new IllegalArgumentException("a weight is more than 0");
    }
    return update
        .bind("site", site)
        .bind("kind", rule.match().kind().word())
        .bind("pattern", rule.match().pattern())
        .bind("tag", rule.tag())
        .bind("weight", rule.weight())
        .bind("from", rule.countsFrom());
  }

  private static TagRule read(ResultSet row, StatementContext context) throws SQLException {
    return new TagRule(
        row.getLong("id"),
        match(row),
        row.getString("tag"),
        row.getBigDecimal("weight"),
        Instant.ofEpochMilli(row.getLong("counts_from")));
  }

  static RuleMatch match(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    return new RuleMatch(
        RuleKind.of(kind).orElseThrow(() -> new IllegalStateException("no kind " + kind)),
        row.getString("pattern"));
  }
}
