package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who allows what now. {@link #current} is asked for every event and answers from memory where it
 * can; {@link #allows} is asked before something is done to a person and always reads the database.
 * Thread-safe. With the database away both throw: nothing is allowed by default (rule C18).
 */
public final class Consents {
  private static final int CACHED = 50_000;
  private static final String SELECT_BY_CONSENT =
      """
      SELECT visitor_id, purposes, expires_at FROM consent_state
      WHERE site_id = :site AND consent_id = :consent
      """;
  private static final String SELECT_BY_VISITOR =
      """
      SELECT purposes FROM consent_state
      WHERE site_id = :site AND visitor_id = :visitor AND expires_at > :now
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final ConsentCache cache = new ConsentCache(CACHED);

  /** Reads nothing yet. */
  public Consents(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** What holds under a consent id; empty when made up, superseded, withdrawn or expired. */
  public Optional<ConsentState> current(SiteId site, ConsentId consent) {
    Instant now = clock.instant();
    return cache
        .get(site, consent, now, () -> read(site, consent))
        .filter(state -> state.holdsAt(now));
  }

  /** Whether a visitor allows a purpose now. */
  public boolean allows(SiteId site, VisitorId visitor, Purpose purpose) {
    return jdbi.withHandle(handle -> allows(handle, site, visitor, purpose));
  }

  /** The same, inside the caller's transaction. */
  public boolean allows(Handle handle, SiteId site, VisitorId visitor, Purpose purpose) {
    return handle
        .createQuery(SELECT_BY_VISITOR)
        .bind("site", site)
        .bind("visitor", visitor)
        .bind("now", clock.instant())
        .mapTo(Integer.class)
        .findOne()
        .map(bits -> Purpose.fromBits(bits).contains(purpose))
        .orElse(false);
  }

  /** To be called after a change was committed and before it is answered. */
  void changed(SiteId site, ConsentId consent) {
    cache.forget(site, consent);
  }

  private Optional<ConsentState> read(SiteId site, ConsentId consent) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_BY_CONSENT)
                .bind("site", site)
                .bind("consent", consent)
                .map(
                    row ->
                        new ConsentState(
                            site,
                            row.getColumn("visitor_id", VisitorId.class),
                            consent,
                            Purpose.fromBits(row.getColumn("purposes", Integer.class)),
                            row.getColumn("expires_at", Instant.class)))
                .findOne());
  }
}
