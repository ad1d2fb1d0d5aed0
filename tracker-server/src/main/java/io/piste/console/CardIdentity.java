package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.consent.Purpose;
import io.piste.console.view.ContactView;
import io.piste.console.view.Texts;
import io.piste.contact.Merges;
import io.piste.contact.Refusals;
import io.piste.report.ContactCard;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which browsers are a contact, which are not, and who else counts for it. */
final class CardIdentity {
  private final ContactCard card;
  private final Refusals refusals;
  private final Merges merges;

  CardIdentity(ContactCard card, Refusals refusals, Merges merges) {
    this.card = card;
    this.refusals = refusals;
    this.merges = merges;
  }

  /** Where the history of a merged contact is; null when it counts for itself. */
  ContactView.@Nullable Gone gone(PageRequest asked, ContactId id) {
    return merges
        .into(id)
        .map(
            merge ->
                new ContactView.Gone(
                    ContactPage.PATH + merge.kept(),
                    merge.email(),
                    by(asked, "card.gone.how", merge.at(), merge.by()),
                    merge.number()))
        .orElse(null);
  }

  ContactView.Identity of(PageRequest asked, ContactId id) {
    return new ContactView.Identity(
        card.links(id).stream().map(link -> browser(asked, link)).toList(),
        refusals.of(id).stream()
            .map(
                refusal ->
                    new ContactView.Refused(
                        asked.sitePublicId(refusal.site()),
                        refusal.visitor().toString(),
                        name(asked, refusal.site(), refusal.visitor()),
                        by(asked, "card.refused.how", refusal.at(), refusal.by())))
            .toList(),
        merges.merged(id).stream()
            .map(
                merge ->
                    new ContactView.Merged(
                        merge.number(),
                        ContactPage.PATH + merge.merged(),
                        merge.email(),
                        by(asked, "card.merged.how", merge.at(), merge.by())))
            .toList());
  }

  private static ContactView.Browser browser(PageRequest asked, ContactCard.Link link) {
    Texts texts = asked.texts();
    boolean verified = link.proof().equals("verified");
    return new ContactView.Browser(
        asked.sitePublicId(link.site()),
        link.visitor().toString(),
        name(asked, link.site(), link.visitor()),
        texts.of(
            verified ? "card.link.verified" : "card.link.claimed",
            texts.ofWord("source", link.source()),
            asked.formats().date(link.linkedAt())),
        link.until() == null
            ? consent(asked, link)
            : texts.of("card.link.until", asked.formats().dateTime(link.until())),
        link.until() == null);
  }

  private static String consent(PageRequest asked, ContactCard.Link link) {
    Texts texts = asked.texts();
    Integer bits = link.consents();
    Instant ends = link.expiresAt();
    if (bits == null || bits == 0 || ends == null || !ends.isAfter(asked.now())) {
      return texts.of("card.link.consent.none");
    }
    return texts.of(
        "card.link.consent",
        Purpose.fromBits(bits).stream()
            .map(purpose -> texts.ofWord("purpose", purpose.word()))
            .collect(Collectors.joining(", ")),
        asked.formats().date(ends));
  }

  private static String by(PageRequest asked, String key, Instant at, String by) {
    return asked.texts().of(key, asked.formats().dateTime(at), by);
  }

  /** With more than one site, which one; then the first characters of the number. */
  private static String name(PageRequest asked, SiteId site, VisitorId visitor) {
    String browser = asked.texts().of("card.browser", visitor.toString().substring(0, 8));
    return asked.sites().size() < 2 ? browser : browser + " · " + asked.siteName(site.value());
  }
}
