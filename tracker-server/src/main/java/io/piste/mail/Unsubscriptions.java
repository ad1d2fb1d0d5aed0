package io.piste.mail;

import static io.piste.db.LockConflicts.retried;

import io.piste.automation.Enrolments;
import io.piste.automation.Reason;
import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.Contacts;
import io.piste.contact.MarketingPermissions;
import io.piste.contact.Suppressions;
import io.piste.outbox.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Ends mails of a site to a person, at once and in one transaction: the address is suppressed, the
 * permission withdrawn, what runs is stopped and what is queued is cancelled. Saying it twice
 * changes nothing. Thread-safe.
 */
public final class Unsubscriptions {
  private static final String SOURCE = "unsubscribe";

  private final Jdbi jdbi;
  private final Contacts contacts;
  private final Suppressions suppressions;
  private final MarketingPermissions permissions;
  private final Enrolments enrolments;
  private final Outbox outbox;
  private final InstantSource clock;

  /** Changes nothing yet. */
  public Unsubscriptions(
      Jdbi jdbi,
      Contacts contacts,
      Suppressions suppressions,
      MarketingPermissions permissions,
      Enrolments enrolments,
      Outbox outbox,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.contacts = contacts;
    this.suppressions = suppressions;
    this.permissions = permissions;
    this.enrolments = enrolments;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** From now on the site does not write to the person. */
  public void unsubscribe(SiteId site, ContactId contact) {
    retried(
        () ->
            jdbi.inTransaction(
                TransactionIsolationLevel.READ_COMMITTED,
                handle -> {
                  unsubscribe(handle, site, contact);
                  return true;
                }));
  }

  private void unsubscribe(Handle handle, SiteId site, ContactId contact) {
    Instant now = clock.instant();
    contacts
        .byId(handle, contact)
        .ifPresent(known -> suppressions.add(handle, site, known.email(), "unsubscribed", now));
    permissions.withdraw(handle, contact, site, SOURCE, now);
    enrolments.stopOfContact(handle, site, contact, Reason.UNSUBSCRIBED, now);
    outbox.cancelOfContact(handle, site, contact, Reason.UNSUBSCRIBED.word());
  }
}
