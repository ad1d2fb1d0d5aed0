package io.piste.profile;

import io.piste.eventlog.Rewound;
import io.piste.eventlog.Scope;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Takes interests and points from events back; those given by hand, and opening balances, stay. */
final class ProfileRewind implements Rewound {
  private static final List<String> TABLES = List.of("visitor_tag", "score_ledger");

  private static final String FROM =
      " WHERE site_id = :site AND visitor_id IN (<visitors>) AND source = ";

  /**
   * One row for each tag, at its last gain: on a shared browser it goes to who used it then. The
   * half-life is bound as a double, since dividing whole numbers would keep 4 decimals only.
   */
  private static final String KEEP_WEIGHTS =
      """
      INSERT INTO visitor_tag (site_id, visitor_id, tag, weight, weighed_at, source)
      SELECT t.site_id, t.visitor_id, t.tag,
             SUM(t.weight * POW(0.5, (l.at - t.weighed_at) / :halfLife)), l.at, 'opening'
      FROM visitor_tag t
      JOIN (SELECT site_id, visitor_id, tag, MAX(weighed_at) AS at FROM visitor_tag
            WHERE site_id = :site AND visitor_id IN (<visitors>) AND source = 'event'
            GROUP BY site_id, visitor_id, tag) l
        ON l.site_id = t.site_id AND l.visitor_id = t.visitor_id AND l.tag = t.tag
      WHERE t.source = 'event'
      GROUP BY t.site_id, t.visitor_id, t.tag, l.at
      ON DUPLICATE KEY UPDATE weight = visitor_tag.weight + VALUES(weight)
      """;

  /** One line for each score, without the pages that it came from. */
  private static final String KEEP_POINTS =
      """
      INSERT INTO score_ledger (site_id, visitor_id, score, points, reason, scored_at, source)
      SELECT site_id, visitor_id, score, SUM(points), '', MAX(scored_at), 'opening'
      FROM score_ledger
      WHERE site_id = :site AND visitor_id IN (<visitors>) AND source = 'event'
      GROUP BY site_id, visitor_id, score
      """;

  private final Handle handle;
  private final Scope scope;

  ProfileRewind(Handle handle, Scope scope) {
    this.handle = handle;
    this.scope = scope;
  }

  void takeBack() {
    delete("event");
  }

  @Override
  public void keep(Instant until) {
    scope.update(
        handle,
        KEEP_WEIGHTS,
        update -> update.bind("halfLife", (double) StoredTag.HALF_LIFE.toMillis()));
    scope.update(handle, KEEP_POINTS);
    delete("event");
  }

  void forget() {
    delete("opening");
  }

  private void delete(String source) {
    TABLES.forEach(
        table -> scope.update(handle, "DELETE FROM " + table + FROM + "'" + source + "'"));
  }
}
