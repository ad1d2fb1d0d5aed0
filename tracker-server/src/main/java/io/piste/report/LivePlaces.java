package io.piste.report;

import io.piste.base.SiteId;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** In which countries those are who are on the site now. Thread-safe. */
public final class LivePlaces {
  /**
   * A country.
   *
   * @param code two letters, empty where no place is known
   * @param present visitors who did something since the later moment
   * @param lately since the earlier one, those present among them
   */
  public record Row(String code, long present, long lately) {}

  private static final String BY_COUNTRY =
      """
      SELECT country, COUNT(DISTINCT IF(last_at >= :present, visitor_id, NULL)) AS present,
        COUNT(DISTINCT visitor_id) AS lately
      FROM visit_session
      WHERE site_id = :site AND last_at >= :lately
      GROUP BY country ORDER BY country = '', present DESC, lately DESC, country
      """;

  private final Jdbi jdbi;

  /** Reads through the pool. */
  public LivePlaces(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Countries with visitors since {@code lately}, those with the most of them present first,
   * unknown places last.
   */
  public List<Row> of(SiteId site, Instant present, Instant lately) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(BY_COUNTRY)
                .bind("site", site)
                .bind("present", present)
                .bind("lately", lately)
                .map(
                    (row, context) ->
                        new Row(
                            row.getString("country"),
                            row.getLong("present"),
                            row.getLong("lately")))
                .list());
  }
}
