package io.piste.report;

import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What visitors did lately, to try a rule on before it is saved: the last so many acts of a kind,
 * read from one index. Thread-safe.
 */
public final class RecentActs {
  /** So many acts are looked at. */
  public static final int LOOKED_AT = 10_000;

  private static final String LATEST =
      """
      SELECT name, visitor_id, happened_at FROM profile_act
      WHERE site_id = :site AND kind = :kind ORDER BY happened_at DESC LIMIT :limit
      """;

  /** One act. */
  public record Act(String name, VisitorId visitor, Instant at) {}

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public RecentActs(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The latest of a kind, newest first; {@code kind} is the word of a kind of acts. */
  public List<Act> latest(SiteId site, String kind) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LATEST)
                .bind("site", site)
                .bind("kind", kind)
                .bind("limit", LOOKED_AT)
                .map(
                    (row, context) ->
                        new Act(
                            row.getString("name"),
                            Columns.visitor(row),
                            Columns.instant(row, "happened_at")))
                .list());
  }
}
