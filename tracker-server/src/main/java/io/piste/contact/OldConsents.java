package io.piste.contact;

import io.piste.consent.ProofRetention;
import io.piste.eventlog.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * Ends the keeping of consent records (rule P6): those of people whom we know are kept longer than
 * those of browsers that nobody is linked to. Stands here, since consent knows no contacts. A
 * record that follows one of a known person is kept with it: a withdrawal names no visitor. Texts
 * and setups are kept for good (rule P3).
 */
public final class OldConsents {
  private static final int AT_ONCE = 1_000;

  private static final String TIED =
      """
      EXISTS (SELECT 1 FROM identity_link l
              WHERE l.site_id = r.site_id AND l.visitor_id = r.visitor_id)
      OR EXISTS (SELECT 1 FROM consent_record p
                 JOIN identity_link l ON l.site_id = p.site_id AND l.visitor_id = p.visitor_id
                 WHERE p.site_id = r.site_id AND p.consent_id = r.previous_id)
      """;

  private static final String SITES = "SELECT DISTINCT site_id FROM consent_record";

  private static final String OVER =
      """
      SELECT r.id FROM consent_record r
      WHERE r.site_id = :site AND r.decided_at < :anonymous
        AND (r.decided_at < :contact OR NOT (%s))
      LIMIT :limit
      """
          .formatted(TIED);

  private static final String DELETE = "DELETE FROM consent_record WHERE id IN (<ids>)";

  /** They ended long ago, and no cookie of them can be left: nobody can go on as that visitor. */
  private static final String DELETE_STATES =
      "DELETE FROM consent_state WHERE expires_at < :old LIMIT :limit";

  private static final String DELETE_ASKED =
      "DELETE FROM consent_asked WHERE quarter_at < :anonymous LIMIT :limit";

  private static final String DELETE_LOST =
      "DELETE FROM consent_lost WHERE lost_at < :anonymous AND profile = 2 LIMIT :limit";

  private final Jdbi jdbi;
  private final ProofRetention retention;
  private final SteadyClock clock;

  /** Deletes nothing yet. */
  public OldConsents(Jdbi jdbi, ProofRetention retention, InstantSource clock) {
    this.jdbi = jdbi;
    this.retention = retention;
    this.clock = new SteadyClock(jdbi, clock);
  }

  /** Deletes a bounded number; true while there may be more. */
  public boolean runOnce() {
    Optional<Instant> now = clock.look();
    return now.map(this::forget).orElse(false);
  }

  /** The same at a time that is believed. */
  boolean forget(Instant now) {
    Instant anonymous = retention.anonymousBefore(now);
    Instant contact = retention.contactBefore(now);
    int deleted =
        jdbi.inTransaction(
            handle -> {
              int count = 0;
              for (long site : handle.createQuery(SITES).mapTo(Long.class).list()) {
                List<Long> ids =
                    handle
                        .createQuery(OVER)
                        .bind("site", site)
                        .bind("anonymous", anonymous)
                        .bind("contact", contact)
                        .bind("limit", AT_ONCE)
                        .mapTo(Long.class)
                        .list();
                count +=
                    ids.isEmpty() ? 0 : handle.createUpdate(DELETE).bindList("ids", ids).execute();
              }
              count +=
                  handle
                      .createUpdate(DELETE_STATES)
                      .bind("old", now.minus(ProofRetention.LONGEST_CHOICE))
                      .bind("limit", AT_ONCE)
                      .execute();
              for (String sql : List.of(DELETE_ASKED, DELETE_LOST)) {
                count +=
                    handle
                        .createUpdate(sql)
                        .bind("anonymous", anonymous)
                        .bind("limit", AT_ONCE)
                        .execute();
              }
              return count;
            });
    return deleted > 0;
  }
}
