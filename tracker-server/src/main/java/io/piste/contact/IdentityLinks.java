package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.visit.VisitorSpan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/** Which visitor is which contact. A visitor has at most one contact at a time. Thread-safe. */
public final class IdentityLinks {
  private static final Instant END_OF_TIME = Instant.ofEpochMilli(Long.MAX_VALUE);

  private static final String CONTACT_OF =
      """
      SELECT contact_id FROM identity_link
      WHERE site_id = :site AND visitor_id = :visitor AND undone_at IS NULL
      """;

  private static final String VISITORS_OF =
      """
      SELECT visitor_id FROM identity_link
      WHERE contact_id = :contact AND site_id = :site AND undone_at IS NULL
      ORDER BY id
      """;

  private static final String SPANS_OF =
      """
      SELECT visitor_id AS visitor, since_at AS since, COALESCE(undone_at, :end) AS until
      FROM identity_link
      WHERE contact_id = :contact AND site_id = :site
        AND (undone_at IS NULL OR undone_at > since_at)
      ORDER BY id
      """;

  private static final String EVER_LINKED =
      """
      SELECT DISTINCT contact_id FROM identity_link
      WHERE site_id = :site AND visitor_id = :visitor
      """;

  private static final String SOMEBODY_ELSE =
      """
      SELECT COUNT(*) FROM identity_link l LEFT JOIN contact c ON c.email = :email
      WHERE l.site_id = :site AND l.visitor_id = :visitor AND l.undone_at IS NULL
        AND l.proof = 'verified' AND NOT (l.contact_id <=> COALESCE(c.merged_into, c.id))
      """;

  private final Jdbi jdbi;

  /** Reads through the given pool. */
  public IdentityLinks(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The contact that a visitor is now. */
  public Optional<ContactId> contactOf(Handle handle, SiteId site, VisitorId visitor) {
    return handle
        .createQuery(CONTACT_OF)
        .bind("site", site)
        .bind("visitor", visitor)
        .mapTo(ContactId.class)
        .findOne();
  }

  /** The contact that a visitor is now. */
  public Optional<ContactId> contactOf(SiteId site, VisitorId visitor) {
    return jdbi.withHandle(handle -> contactOf(handle, site, visitor));
  }

  /** Whether the visitor is proved to be somebody now, who is not the person of the address. */
  public boolean isSomebodyElse(SiteId site, VisitorId visitor, EmailAddress email) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createQuery(SOMEBODY_ELSE)
                    .bind("site", site)
                    .bind("visitor", visitor)
                    .bind("email", email)
                    .mapTo(int.class)
                    .one()
                > 0);
  }

  /** Everybody who has a link to the visitor, of whatever time. */
  static List<ContactId> everLinked(Handle handle, SiteId site, VisitorId visitor) {
    return handle
        .createQuery(EVER_LINKED)
        .bind("site", site)
        .bind("visitor", visitor)
        .mapTo(ContactId.class)
        .list();
  }

  /** The browsers that are the contact's now. */
  public List<VisitorId> visitorsOf(SiteId site, ContactId contact) {
    return jdbi.withHandle(handle -> visitorsOf(handle, site, contact));
  }

  /** The browsers that are the contact's now, inside the caller's transaction. */
  public List<VisitorId> visitorsOf(Handle handle, SiteId site, ContactId contact) {
    return handle
        .createQuery(VISITORS_OF)
        .bind("site", site)
        .bind("contact", contact)
        .mapTo(VisitorId.class)
        .list();
  }

  /**
   * Whose act of that time something was, and whether that is sure enough to write to them about
   * it; empty when nothing was ever said about who the visitor is.
   */
  public Optional<Owner> ownerOf(Handle handle, SiteId site, VisitorId visitor, Instant at) {
    return Optional.ofNullable(new StatementRows(handle, site).of(List.of(visitor)).get(visitor))
        .flatMap(history -> history.ownerAt(at));
  }

  /** What a contact did, as stretches of visitors' time: the timeline goes by these. */
  public List<VisitorSpan> spansOf(SiteId site, ContactId contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SPANS_OF)
                .bind("site", site)
                .bind("contact", contact)
                .bind("end", END_OF_TIME)
                .map(ConstructorMapper.of(VisitorSpan.class))
                .list());
  }
}
