package io.piste.mail;

import io.piste.outbox.Delivery.LastGate;
import io.piste.outbox.Outcome;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.OutputStream;
import java.time.Instant;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * One connection to the mail server that stops at a gate before the command DATA: all that the
 * server can refuse up to there (connection, login, sender, recipient) is refused before the mail
 * counts as being sent. Used by one thread at a time.
 */
final class GatedTransport extends SMTPTransport {
  private @Nullable LastGate gate;
  private String subject = "";
  private boolean passed;
  private boolean withheld;
  private Instant usedAt = Instant.MIN;

  GatedTransport(Session session, URLName server) {
    super(session, server);
  }

  /** Hands over one mail. After anything but {@code Sent} the connection must be dropped. */
  Outcome send(MimeMail mail, LastGate lastGate) throws MessagingException {
    gate = lastGate;
    subject = mail.getSubject();
    passed = false;
    withheld = false;
    Address[] recipients = mail.getAllRecipients();
    try {
      sendMessage(mail, recipients);
      return new Outcome.Sent(getLastServerResponse().strip());
    } catch (MessagingException e) {
      return outcome(e);
    }
  }

  @Override
  protected OutputStream data() throws MessagingException {
    if (gate == null || !gate.pass(subject)) {
      withheld = true;
      throw new MessagingException("held back at the last moment");
    }
    passed = true;
    return super.data();
  }

  Instant usedAt() {
    return usedAt;
  }

  void usedAt(Instant at) {
    usedAt = at;
  }

  private Outcome outcome(MessagingException e) {
    if (withheld) {
      return new Outcome.Withheld("held back at the last moment");
    }
    Reply reply = reply(e);
    if (reply != null) {
      return reply.outcome();
    }
    String words = MailProblems.words(e);
    return passed ? new Outcome.Unknown(words) : new Outcome.Unreachable(words);
  }

  private static @Nullable Reply reply(MessagingException problem) {
    for (Exception e = problem; e != null; ) {
      if (e instanceof SMTPAddressFailedException refused && refused.getReturnCode() >= 400) {
        return new Reply(refused.getReturnCode(), MailProblems.words(refused));
      }
      if (e instanceof SMTPSendFailedException refused && refused.getReturnCode() >= 400) {
        return new Reply(refused.getReturnCode(), MailProblems.words(refused));
      }
      e = e instanceof MessagingException messaging ? messaging.getNextException() : null;
    }
    return null;
  }

  private record Reply(int code, String words) {
    Outcome outcome() {
      if (code == 530 || code == 534 || code == 535 || code == 538) {
        // The server wants us to log in or to encrypt: no mail will pass until that is put right.
        return new Outcome.Unreachable(words);
      }
      return code < 500 ? new Outcome.Later(words) : new Outcome.Refused(words);
    }
  }
}
