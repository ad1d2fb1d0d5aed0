package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Who may be written to (rules E1, E4): nobody without an explicit yes. An answer never changes one
 * of stronger proof; of equal proof the newest counts. Thread-safe.
 */
public final class MarketingPermissions {
  private static final String OF =
      """
      SELECT granted, proof, source, page, decided_at FROM marketing_permission
      WHERE contact_id = :contact AND site_id = :site
      """;

  private static final String WRITE =
      """
      INSERT INTO marketing_permission (contact_id, site_id, granted, proof, source, page,
                                        decided_at)
      VALUES (:contact, :site, :granted, :proof, :source, :page, :decidedAt)
      ON DUPLICATE KEY UPDATE granted = VALUES(granted), proof = VALUES(proof),
        source = VALUES(source), page = VALUES(page), decided_at = VALUES(decided_at)
      """;

  private final Jdbi jdbi;
  private final Unsubscribed unsubscribed;

  /** Reads through the given pool, and tells nobody. */
  public MarketingPermissions(Jdbi jdbi) {
    this(jdbi, Unsubscribed.UNHEARD);
  }

  /** Reads through the given pool, and tells when a yes becomes a no. */
  public MarketingPermissions(Jdbi jdbi, Unsubscribed unsubscribed) {
    this.jdbi = jdbi;
    this.unsubscribed = unsubscribed;
  }

  /** Whether the contact said yes on this site and not no since. */
  public boolean granted(ContactId contact, SiteId site) {
    return jdbi.withHandle(handle -> granted(handle, contact, site));
  }

  /** The same, inside the caller's transaction. */
  public boolean granted(Handle handle, ContactId contact, SiteId site) {
    return of(handle, contact, site).map(MarketingPermission::granted).orElse(false);
  }

  /** The answer that counts; empty when the contact was never asked. */
  public Optional<MarketingPermission> of(ContactId contact, SiteId site) {
    return jdbi.withHandle(handle -> of(handle, contact, site));
  }

  /** Takes note of an answer, true when it counts now. */
  public boolean note(Handle handle, ContactId contact, SiteId site, MarketingPermission answer) {
    Optional<MarketingPermission> known = of(handle, contact, site);
    if (known.isPresent() && !counts(answer, known.get())) {
      return false;
    }
    write(handle, contact, site, answer);
    ContactChanges.note(handle, site, contact);
    if (!answer.granted() && known.map(MarketingPermission::granted).orElse(false)) {
      unsubscribed.unsubscribed(handle, site, contact, answer.decidedAt());
    }
    return true;
  }

  /**
   * A no by somebody who holds a mail to this contact: it counts at once, whatever stood before.
   */
  public void withdraw(
      Handle handle, ContactId contact, SiteId site, String source, Instant decidedAt) {
    boolean news = of(handle, contact, site).map(MarketingPermission::granted).orElse(true);
    write(
        handle,
        contact,
        site,
        new MarketingPermission(false, Proof.VERIFIED, source, null, decidedAt));
    ContactChanges.note(handle, site, contact);
    if (news) {
      unsubscribed.unsubscribed(handle, site, contact, decidedAt);
    }
  }

  private static boolean counts(MarketingPermission answer, MarketingPermission known) {
    return answer.proof() == known.proof()
        ? !answer.decidedAt().isBefore(known.decidedAt())
        : answer.proof() == Proof.VERIFIED;
  }

  private static Optional<MarketingPermission> of(Handle handle, ContactId contact, SiteId site) {
    return handle
        .createQuery(OF)
        .bind("contact", contact)
        .bind("site", site)
        .map(ConstructorMapper.of(MarketingPermission.class))
        .findOne();
  }

  private static void write(
      Handle handle, ContactId contact, SiteId site, MarketingPermission answer) {
    handle
        .createUpdate(WRITE)
        .bind("contact", contact)
        .bind("site", site)
        .bind("granted", answer.granted())
        .bind("proof", Proofs.word(answer.proof()))
        .bind("source", answer.source())
        .bind("page", answer.page())
        .bind("decidedAt", answer.decidedAt())
        .execute();
  }
}
