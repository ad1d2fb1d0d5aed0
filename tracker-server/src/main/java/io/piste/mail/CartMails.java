package io.piste.mail;

import io.piste.automation.CartSettings;
import io.piste.automation.Enrolment;
import io.piste.automation.Enrolments;
import io.piste.base.EmailAddress;
import io.piste.cart.Carts;
import io.piste.cart.StoredCart;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.outbox.OutboxMessage;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Gathers what a mail about a left cart says, from the row in the outbox. */
public final class CartMails {
  private final Jdbi jdbi;
  private final Sites sites;
  private final Contacts contacts;
  private final Carts carts;
  private final Enrolments enrolments;
  private final CartSettings settings;

  /** Asks nothing yet. */
  public CartMails(
      Jdbi jdbi,
      Sites sites,
      Contacts contacts,
      Carts carts,
      Enrolments enrolments,
      CartSettings settings) {
    this.jdbi = jdbi;
    this.sites = sites;
    this.contacts = contacts;
    this.carts = carts;
    this.enrolments = enrolments;
    this.settings = settings;
  }

  /** All that belongs to one row of the outbox. */
  record Facts(OutboxMessage message, Site site, Contact contact, StoredCart cart) {
    Mail.Sender sender() {
      return new Mail.Sender(
          Optional.ofNullable(site.senderName()).orElse(site.name()),
          EmailAddress.parse(String.valueOf(site.senderEmail()))
              .orElseThrow(() -> new NoSuchElementException("the site has no sender address")));
    }

    /** The person's language, else that of the pages the cart was filled on, else the site's. */
    String language() {
      return Stream.of(contact.language(), cart.language(), site.language())
          .flatMap(language -> known(language).stream())
          .findFirst()
          .orElse("en");
    }

    private static Optional<String> known(@Nullable String language) {
      return Optional.ofNullable(language)
          .map(text -> Locale.forLanguageTag(text).getLanguage())
          .filter(CartMailRenderer::speaks);
    }
  }

  Facts facts(OutboxMessage message) {
    return jdbi.withHandle(
        handle -> {
          Enrolment enrolment =
              Optional.ofNullable(message.enrolment())
                  .flatMap(id -> enrolments.byId(handle, id))
                  .orElseThrow();
          return new Facts(
              message,
              sites.byId(message.site()),
              contacts.byId(handle, message.contact()).orElseThrow(),
              carts.byId(handle, enrolment.cart()).orElseThrow());
        });
  }

  CartMail mail(Facts facts, CartMail.Links links) {
    int step = Optional.ofNullable(facts.message().step()).orElse(1);
    return new CartMail(
        facts.site(),
        facts.language(),
        facts.contact().firstName(),
        facts.cart().currency(),
        facts.cart().lines(),
        CartMail.Turn.of(step, settings.mailsAfter().size()),
        links);
  }
}
