package io.piste.profile;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.ContactId;
import io.piste.base.FailureWords;
import io.piste.base.SiteId;
import io.piste.db.Faults;
import io.piste.db.JsonRows;
import io.piste.db.LockConflicts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settles people of whom one makes something fail: halves them until that one stands alone, and
 * sets it aside for a while by {@code profile.due_at}. So it holds up nobody, and is not forgotten.
 */
final class SetAside {
  /** When one that failed is tried again. */
  static final Duration AGAIN = Faults.AGAIN;

  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);

  /** Of those who are gone meanwhile nothing new is kept. */
  private static final String WAIT =
      """
      INSERT INTO profile (site_id, contact_id, stage_at, made_at, due_at)
      SELECT :site, v.contact, :now, :now, :again
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]')) v
      WHERE EXISTS (SELECT 1 FROM contact c WHERE c.id = v.contact)
        OR EXISTS (SELECT 1 FROM profile p WHERE p.site_id = :site AND p.contact_id = v.contact)
      ON DUPLICATE KEY UPDATE profile.due_at = VALUES(due_at)
      """;

  /** Settles some people in a transaction, and answers how many rows it wrote. */
  @FunctionalInterface
  interface Work {
    long settle(Handle handle, SiteId site, List<ContactId> contacts);
  }

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Work work;
  private final Counter failed;

  SetAside(Jdbi jdbi, InstantSource clock, MeterRegistry meters, Work work) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.work = work;
    this.failed =
        Counter.builder("piste.profile.failed")
            .description("Times that a contact could not be worked out, and was set aside")
            .register(meters);
  }

  /** All but those who fail; throws when it is the database that fails. */
  long settle(SiteId site, List<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return 0;
    }
    try {
      return LockConflicts.retried(
          () ->
              jdbi.inTransaction(
                  TransactionIsolationLevel.READ_COMMITTED,
                  handle -> work.settle(handle, site, contacts)));
    } catch (RuntimeException e) {
      if (LockConflicts.passes(e)) {
        throw e;
      }
      if (contacts.size() == 1) {
        setAside(site, contacts.getFirst(), e);
        return 0;
      }
    }
    int middle = contacts.size() / 2;
    return settle(site, contacts.subList(0, middle))
        + settle(site, contacts.subList(middle, contacts.size()));
  }

  /** Lets people of a site wait, in the caller's transaction. */
  void letWait(Handle handle, SiteId site, Collection<ContactId> contacts) {
    Instant now = clock.instant();
    handle
        .createUpdate(WAIT)
        .bind("site", site)
        .bind("rows", JsonRows.of(contacts).toString())
        .bind("now", now)
        .bind("again", now.plus(AGAIN))
        .execute();
  }

  private void setAside(SiteId site, ContactId contact, RuntimeException problem) {
    jdbi.useHandle(handle -> letWait(handle, site, List.of(contact)));
    failed.increment();
    LOG.warn(
        "The profile of contact {} at site {} could not be worked out; again in {} minutes: {}",
        contact.value(),
        site.value(),
        AGAIN.toMinutes(),
        FailureWords.kind(problem));
  }
}
