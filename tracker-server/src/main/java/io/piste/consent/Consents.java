package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.JsonRows;
import io.piste.journal.Absence;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.RowView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who allows what now. {@link #current} is asked for every event and answers from memory where it
 * can; {@link #allows} is asked before something is done to a person and always reads the database.
 * Choices that wait in the local journal go before both. With the database away, {@link #current}
 * goes on with what it knew, since only this process changes it, and throws for what it never knew;
 * {@link #allows} throws: nothing is allowed by default (rule C18). Thread-safe.
 */
public final class Consents {
  private static final Logger LOG = LoggerFactory.getLogger(Consents.class);
  private static final int CACHED = 50_000;
  private static final String SELECT_BY_CONSENT =
      """
      SELECT visitor_id, purposes, expires_at FROM consent_state
      WHERE site_id = :site AND consent_id = :consent
      """;
  private static final String SELECT_MANY =
      """
      SELECT site_id, s.consent_id, visitor_id, purposes, expires_at
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (site BIGINT PATH '$[0]', consent CHAR(32) PATH '$[1]')) r
      STRAIGHT_JOIN consent_state s ON s.site_id = r.site AND s.consent_id = UNHEX(r.consent)
      """;
  private static final String SELECT_BY_VISITOR =
      """
      SELECT consent_id, purposes FROM consent_state
      WHERE site_id = :site AND visitor_id = :visitor AND expires_at > :now
      """;

  private static final String END_ALL =
      "UPDATE consent_state SET expires_at = :now WHERE site_id = :site AND expires_at > :now";

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Absence absence;
  private final ConsentCache cache = new ConsentCache(CACHED);
  private final PendingChoices pending = new PendingChoices();

  /** Reads nothing yet. */
  public Consents(Jdbi jdbi, InstantSource clock) {
    this(jdbi, clock, new Absence(clock));
  }

  /**
   * Reads nothing yet.
   *
   * @param jdbi fails within seconds when the database does not answer
   */
  public Consents(Jdbi jdbi, InstantSource clock, Absence absence) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.absence = absence;
  }

  /**
   * What holds under a consent id; empty when made up, superseded, withdrawn or expired. Throws
   * {@link Problem} DATABASE_AWAY when that cannot be known now.
   */
  public Optional<ConsentState> current(SiteId site, ConsentId consent) {
    Instant now = clock.instant();
    return withPending(() -> latest(site, consent, now)).filter(state -> state.holdsAt(now));
  }

  private Optional<ConsentState> latest(SiteId site, ConsentId consent, Instant now) {
    if (pending.isEmpty()) {
      return known(site, consent, now);
    }
    Optional<ConsentState> state =
        pending.decides(site, consent) ? pending.state(site, consent) : known(site, consent, now);
    return state.filter(pending::lets);
  }

  private Optional<ConsentState> known(SiteId site, ConsentId consent, Instant now) {
    if (!absence.isNow()) {
      try {
        return cache.get(site, consent, now, () -> read(site, consent));
      } catch (JdbiException e) {
        if (!DatabaseAway.caused(e)) {
          throw e;
        }
      }
    }
    Optional<ConsentState> last = cache.lastKnown(site, consent);
    if (last.isEmpty()) {
      throw new Problem(
          ProblemCode.DATABASE_AWAY,
          "The database is away, so this consent cannot be looked up; send the same again later.");
    }
    return last;
  }

  /** Whoever read while a choice went from the journal to the database reads again. */
  private <T> T withPending(Supplier<T> read) {
    while (true) {
      long before = pending.version();
      T answer = read.get();
      if (pending.version() == before) {
        return answer;
      }
    }
  }

  /** Whether a visitor allows a purpose now. */
  public boolean allows(SiteId site, VisitorId visitor, Purpose purpose) {
    return jdbi.withHandle(handle -> allows(handle, site, visitor, purpose));
  }

  /** All that a visitor allows now; nothing without a consent that holds. */
  public Set<Purpose> allowed(SiteId site, VisitorId visitor) {
    return jdbi.withHandle(handle -> withPending(() -> purposes(handle, site, visitor)));
  }

  /** The same, inside the caller's transaction. */
  public boolean allows(Handle handle, SiteId site, VisitorId visitor, Purpose purpose) {
    return withPending(() -> purposes(handle, site, visitor)).contains(purpose);
  }

  private Set<Purpose> purposes(Handle handle, SiteId site, VisitorId visitor) {
    return pending.purposes(site, visitor).orElseGet(() -> purposesOnRecord(handle, site, visitor));
  }

  private Set<Purpose> purposesOnRecord(Handle handle, SiteId site, VisitorId visitor) {
    return handle
        .createQuery(SELECT_BY_VISITOR)
        .bind("site", site)
        .bind("visitor", visitor)
        .bind("now", clock.instant())
        .map(
            row ->
                pending.decides(site, row.getColumn("consent_id", ConsentId.class))
                    ? Set.<Purpose>of()
                    : Purpose.fromBits(row.getColumn("purposes", Integer.class)))
        .findOne()
        .orElse(Set.of());
  }

  /**
   * Reads anew the consents that are asked for all the time: one by one, when an event comes, they
   * would cost more than all the rest that is done for it. To be called every few seconds; false,
   * for it is a loop's step with nothing left to do.
   */
  public boolean refresh() {
    if (!absence.isNow()) {
      cache.refresh(clock.instant(), this::read);
    }
    return false;
  }

  private Map<ConsentCache.Key, ConsentState> read(List<ConsentCache.Key> keys) {
    JsonRows rows = new JsonRows();
    keys.forEach(key -> rows.row(key.site().value(), key.consent().value()));
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_MANY)
                .bind("rows", rows.toString())
                .map(
                    row ->
                        state(
                            row.getColumn("site_id", SiteId.class),
                            row.getColumn("consent_id", ConsentId.class),
                            row))
                .collect(
                    Collectors.toMap(
                        state -> new ConsentCache.Key(state.site(), state.consent()),
                        state -> state)));
  }

  private static ConsentState state(SiteId site, ConsentId consent, RowView row) {
    return new ConsentState(
        site,
        row.getColumn("visitor_id", VisitorId.class),
        consent,
        Purpose.fromBits(row.getColumn("purposes", Integer.class)),
        row.getColumn("expires_at", Instant.class));
  }

  /** To be called after a change was committed and before it is answered. */
  void changed(SiteId site, ConsentId consent) {
    cache.forget(site, consent);
  }

  /** The database that holds them. */
  Jdbi jdbi() {
    return jdbi;
  }

  /** By which they end. */
  InstantSource clock() {
    return clock;
  }

  /**
   * Nothing holds on a site from now on: what is asked has changed, and everybody is asked again.
   * The rows stay, so that visitors who agree again are the same visitors
   * (docs/adr/0067-a-material-change-ends-every-consent.md).
   */
  static void end(Handle handle, SiteId site, Instant now) {
    handle.createUpdate(END_ALL).bind("site", site).bind("now", now).execute();
  }

  /** To be called after {@link #end} was committed. */
  void forgetSite(SiteId site) {
    cache.forgetSite(site);
  }

  /** What waits in the journal. */
  PendingChoices pending() {
    return pending;
  }

  /** Whose consent this is, as far as is known without the database. */
  Optional<VisitorId> holderInMemory(SiteId site, ConsentId consent) {
    Optional<ConsentState> state =
        pending.decides(site, consent)
            ? pending.state(site, consent)
            : cache.lastKnown(site, consent);
    return state.filter(pending::lets).map(ConsentState::visitor);
  }

  /** So that a visitor's first event finds it, whatever becomes of the database until then. */
  boolean warm(SiteId site, ConsentId consent) {
    try {
      current(site, consent);
      return true;
    } catch (JdbiException | Problem e) {
      LOG.debug("a new consent is not in memory yet", e);
      return false;
    }
  }

  /** The choices are in the database now, in this order. */
  void settled(List<JournaledChoice> choices) {
    choices.forEach(this::forget);
    choices.forEach(pending::remove);
    for (JournaledChoice choice : choices) {
      if (choice.visitor() != null && !warm(choice.siteId(), choice.consentId())) {
        return;
      }
    }
  }

  /** A choice that could not be taken: nothing holds any more that it would have ended. */
  void refused(JournaledChoice choice) {
    forget(choice);
    pending.remove(choice);
  }

  private void forget(JournaledChoice choice) {
    choice.previousId().ifPresent(previous -> cache.forget(choice.siteId(), previous));
    cache.forgetVisitors(choice.siteId(), Set.copyOf(choice.presentedVisitors()));
  }

  private Optional<ConsentState> read(SiteId site, ConsentId consent) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SELECT_BY_CONSENT)
                .bind("site", site)
                .bind("consent", consent)
                .map(row -> state(site, consent, row))
                .findOne());
  }
}
