package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/**
 * Told when a site may write to somebody no more, in the transaction that writes it down. Events
 * that are projected anew tell the same again, with the same time.
 */
@FunctionalInterface
public interface Unsubscribed {
  /** Nobody listens. */
  Unsubscribed UNHEARD = (handle, site, contact, decidedAt) -> {};

  /** Takes note of it; what it writes holds if and only if the no does. */
  void unsubscribed(Handle handle, SiteId site, ContactId contact, Instant decidedAt);
}
