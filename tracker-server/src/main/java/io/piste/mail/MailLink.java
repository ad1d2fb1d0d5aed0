package io.piste.mail;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a link of a mail.
 *
 * @param message the mail that it was in
 * @param cart which cart a restore link brings back
 * @param createdAt when the mail was written
 */
public record MailLink(
    Kind kind,
    SiteId site,
    ContactId contact,
    long message,
    @Nullable Long cart,
    Instant createdAt,
    Instant expiresAt) {

  /** What following it does. */
  public enum Kind {
    /** Brings a cart back, for 7 days. */
    RESTORE,
    /** Ends mails from the site, for as long as anybody keeps an old mail: 5 years. */
    UNSUBSCRIBE
  }

  /** Whether it still does anything. */
  public boolean holdsAt(Instant now) {
    return now.isBefore(expiresAt);
  }
}
