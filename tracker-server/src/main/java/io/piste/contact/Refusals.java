package io.piste.contact;

import static io.piste.db.LockConflicts.retried;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.Jdbis;
import io.piste.eventlog.Scope;
import io.piste.eventlog.VisitorRebuilds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * "This browser is not this person", said by hand. While it stands, nothing that was said of the
 * two counts, whenever it was or will be said; taken back, all of it counts again. Rows stay with
 * who decided and when, and a rebuild goes by them. Thread-safe.
 */
public final class Refusals {
  private static final String REFUSE =
      """
      INSERT INTO identity_refusal (site_id, visitor_id, contact_id, refused_at, refused_by)
      SELECT :site, :visitor, c.id, :now, :by FROM contact c
      WHERE c.id IN (<contacts>)
        AND (c.id = :contact
             OR EXISTS (SELECT 1 FROM identity_statement s
                        WHERE s.site_id = :site AND s.visitor_id = :visitor
                          AND s.contact_id = c.id))
        AND NOT EXISTS (SELECT 1 FROM identity_refusal r
                        WHERE r.site_id = :site AND r.visitor_id = :visitor
                          AND r.contact_id = c.id AND r.undone_at IS NULL)
      """;

  private static final String TAKE_BACK =
      """
      UPDATE identity_refusal SET undone_at = :now, undone_by = :by
      WHERE site_id = :site AND visitor_id = :visitor AND contact_id IN (<contacts>)
        AND undone_at IS NULL
      """;

  private static final String OF =
      """
      SELECT r.site_id AS site, r.visitor_id AS visitor, MIN(r.refused_at) AS at,
             MIN(r.refused_by) AS `by`
      FROM identity_refusal r
      WHERE r.contact_id IN (<contacts>) AND r.undone_at IS NULL
      GROUP BY r.site_id, r.visitor_id ORDER BY at DESC LIMIT 50
      """;

  private static final RowMapper<Refusal> ROW = ConstructorMapper.of(Refusal.class);

  /**
   * One that stands.
   *
   * @param by address of the user of the console
   */
  public record Refusal(SiteId site, VisitorId visitor, Instant at, String by) {}

  private final Jdbi jdbi;
  private final Relinking relinking;
  private final InstantSource clock;

  /** Asks for the visitors concerned to be made anew. */
  public Refusals(Jdbi jdbi, VisitorRebuilds rebuilds, InstantSource clock) {
    this.jdbi = jdbi;
    this.relinking = new Relinking(rebuilds);
    this.clock = clock;
  }

  /** The browser is not the contact, nor anybody who was merged into it; true when that is news. */
  public boolean refuse(SiteId site, VisitorId visitor, ContactId contact, String by) {
    return decide(REFUSE, site, visitor, contact, by);
  }

  /** Takes it back: what was said counts again; true when that is news. */
  public boolean takeBack(SiteId site, VisitorId visitor, ContactId contact, String by) {
    return decide(TAKE_BACK, site, visitor, contact, by);
  }

  /** Browsers that are refused to be the contact, the latest decision first, at most 50. */
  public List<Refusal> of(ContactId contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF)
                .bindList("contacts", Jdbis.padded(Merges.together(handle, contact)))
                .map(ROW)
                .list());
  }

  private boolean decide(String sql, SiteId site, VisitorId visitor, ContactId contact, String by) {
    return retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  List<ContactId> together = Merges.together(handle, contact);
                  int rows =
                      handle
                          .createUpdate(sql)
                          .bind("site", site)
                          .bind("visitor", visitor)
                          .bind("contact", contact)
                          .bind("now", clock.instant())
                          .bind("by", by)
                          .bindList("contacts", together)
                          .execute();
                  if (rows > 0) {
                    follow(handle, site, visitor, together);
                  }
                  return rows > 0;
                }));
  }

  private void follow(Handle handle, SiteId site, VisitorId visitor, List<ContactId> contacts) {
    List<ContactId> concerned = new ArrayList<>(contacts);
    IdentityLinks.everLinked(handle, site, visitor).forEach(concerned::add);
    relinking.again(handle, Set.of(new Scope.Visitor(site, visitor)));
    IdentityLinks.everLinked(handle, site, visitor).forEach(concerned::add);
    ContactChanges.note(handle, site, Set.copyOf(concerned));
  }
}
