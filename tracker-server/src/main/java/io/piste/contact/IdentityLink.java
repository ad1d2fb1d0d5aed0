package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.protocol.Proof;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a visitor is, or was, a contact.
 *
 * @param sinceAt from when on the visitor's acts are the contact's: the beginning of time, unless
 *     somebody else was proved to use the browser before
 * @param undoneAt when it ended; its acts before stay the contact's
 */
public record IdentityLink(
    long id,
    SiteId site,
    VisitorId visitor,
    ContactId contact,
    Proof proof,
    String source,
    Instant linkedAt,
    Instant sinceAt,
    @Nullable Instant undoneAt) {

  /** Whether the visitor's acts at that time are the contact's. */
  public boolean covers(Instant at) {
    return !at.isBefore(sinceAt) && (undoneAt == null || at.isBefore(undoneAt));
  }
}
