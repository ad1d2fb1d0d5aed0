package io.piste.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;

/** A mail in the form in which it travels: plain text and HTML, with the headers of RFC 8058. */
final class MimeMail extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String messageId;

  private MimeMail(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static MimeMail of(Mail mail, Session session) throws MessagingException {
    MimeMail mime = new MimeMail(session, mail.messageId());
    InternetAddress from = address(mail.from());
    mime.setFrom(from);
    mime.setReplyTo(new InternetAddress[] {from});
    mime.setRecipient(RecipientType.TO, new InternetAddress(mail.to().value()));
    mime.setSubject(oneLine(mail.content().subject()), UTF_8);
    mime.setSentDate(Date.from(mail.date()));
    mime.setHeader(
        "List-Unsubscribe",
        "<%s>,\r\n <mailto:%s?subject=unsubscribe>"
            .formatted(mail.unsubscribeUrl(), mail.from().address()));
    mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    MimeMultipart alternatives = new MimeMultipart("alternative");
    alternatives.addBodyPart(part(mail.content().text(), "plain"));
    alternatives.addBodyPart(part(mail.content().html(), "html"));
    mime.setContent(alternatives);
    mime.saveChanges();
    return mime;
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }

  private static MimeBodyPart part(String text, String subtype) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, subtype);
    part.setHeader("Content-Transfer-Encoding", "quoted-printable");
    return part;
  }

  private static InternetAddress address(Mail.Sender sender) {
    try {
      return new InternetAddress(sender.address().value(), oneLine(sender.name()), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every Java has UTF-8", e);
    }
  }

  /** A line break would begin another header. */
  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
