package io.piste.install;

import io.piste.base.Json;
import io.piste.site.Site;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The last report of each site. Thread-safe. */
final class Reports {
  private static final String SAVE =
      """
      REPLACE INTO install_check (site_id, address, checked_at, findings)
      VALUES (:site, :address, :at, :findings)
      """;
  private static final String LAST =
      "SELECT address, checked_at, findings FROM install_check WHERE site_id = :site";

  private final Jdbi jdbi;

  Reports(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void save(Site site, Report report) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(SAVE)
                .bind("site", site.id().value())
                .bind("address", report.address())
                .bind("at", report.checkedAt().toEpochMilli())
                .bind("findings", Json.write(report.findings()))
                .execute());
  }

  Optional<Report> last(Site site) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(LAST)
                .bind("site", site.id().value())
                .map(
                    (row, context) ->
                        new Report(
                            row.getString("address"),
                            Instant.ofEpochMilli(row.getLong("checked_at")),
                            List.of(Json.read(row.getString("findings"), Finding[].class))))
                .findOne());
  }
}
