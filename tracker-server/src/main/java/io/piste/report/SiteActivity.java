package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How far a site has come, for the advice on what to do next.
 *
 * @param lastVisitAt null when nobody was ever seen
 * @param hasCarts whether a cart was ever seen
 */
public record SiteActivity(@Nullable Instant lastVisitAt, boolean hasCarts) {
  private static final String SQL =
      """
      SELECT (SELECT MAX(last_at) FROM visit_session WHERE site_id = :site) AS last_visit,
        EXISTS (SELECT 1 FROM cart WHERE site_id = :site) AS has_carts
      """;

  /** Asks the tables. */
  public static SiteActivity of(Jdbi jdbi, SiteId site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SQL)
                .bind("site", site.value())
                .map(
                    (row, context) ->
                        new SiteActivity(
                            Columns.maybeInstant(row, "last_visit"), row.getBoolean("has_carts")))
                .one());
  }
}
