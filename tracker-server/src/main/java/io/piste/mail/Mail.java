package io.piste.mail;

import io.piste.base.EmailAddress;
import java.time.Instant;

/**
 * A mail ready to leave.
 *
 * @param messageId with the angle brackets
 * @param unsubscribeUrl for the mail programs' own button (RFC 8058)
 */
record Mail(
    Sender from,
    EmailAddress to,
    String messageId,
    Instant date,
    String unsubscribeUrl,
    Content content) {

  /** Whom the mail is from; answers go there too. */
  record Sender(String name, EmailAddress address) {}

  /** What is read: the same twice, as HTML and as plain text. */
  record Content(String subject, String html, String text) {}
}
