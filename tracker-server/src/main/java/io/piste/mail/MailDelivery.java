package io.piste.mail;

import io.piste.mail.CartMails.Facts;
import io.piste.outbox.Delivery;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.Outcome;
import io.piste.site.Site;
import java.time.InstantSource;

/** Delivers cart mails: gathers, renders, hands over. Thread-safe. */
public final class MailDelivery implements Delivery {
  private final CartMails mails;
  private final MailLinks links;
  private final CartMailRenderer renderer;
  private final SmtpMailer mailer;
  private final InstantSource clock;

  /** Connects to nothing yet. */
  public MailDelivery(
      CartMails mails,
      MailLinks links,
      CartMailRenderer renderer,
      SmtpMailer mailer,
      InstantSource clock) {
    this.mails = mails;
    this.links = links;
    this.renderer = renderer;
    this.mailer = mailer;
    this.clock = clock;
  }

  @Override
  public Outcome deliver(OutboxMessage message, LastGate gate) {
    Facts facts = mails.facts(message);
    Site site = facts.site();
    MailLinks.Tokens tokens = links.issue(message, facts.cart().id());
    CartMail.Links urls =
        new CartMail.Links(
            site.trackerUrl() + RestoreLinkServlet.PATH + tokens.restore().text(),
            site.trackerUrl() + UnsubscribeServlet.PATH + tokens.unsubscribe().text());
    Mail mail =
        new Mail(
            facts.sender(),
            facts.contact().email(),
            messageId(message, facts.sender()),
            clock.instant(),
            urls.unsubscribeUrl(),
            renderer.render(mails.mail(facts, urls)));
    return mailer.send(mail, gate);
  }

  @Override
  public void rest() {
    mailer.dropIdle();
  }

  /** The same for every attempt of a row, so that a server or a reader can tell a repeat. */
  private static String messageId(OutboxMessage message, Mail.Sender from) {
    String address = from.address().value();
    return "<piste.%d.%d%s>"
        .formatted(
            message.id(),
            message.createdAt().toEpochMilli(),
            address.substring(address.indexOf('@')));
  }
}
