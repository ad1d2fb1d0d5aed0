package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.ContactView;
import io.piste.console.view.ContactView.Permission;
import io.piste.console.view.ContactView.Tag;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.ContactCard;
import io.piste.report.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** A contact's card: what is known and everything that happened. */
final class ContactPage implements Page {
  private static final int MOMENTS = 60;
  private static final int LEDGER = 8;
  private static final int TAGS = 12;
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final ContactCard card;
  private final Timeline timeline;

  ContactPage(Jdbi jdbi) {
    this.card = new ContactCard(jdbi);
    this.timeline = new Timeline(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    ContactId id = new ContactId(asked.numberInPath("id"));
    ContactCard.Person person =
        card.person(id)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such contact."));
    Instant before = asked.number("before").map(Instant::ofEpochMilli).orElse(END);
    Timeline.Stretch stretch = timeline.before(id, before, MOMENTS);
    Instant next = stretch.nextBefore();
    return Answer.page(
        "contact",
        "contact.title",
        new ContactView(
            person,
            permissions(asked, id),
            links(asked, id),
            tags(asked.formats(), card.tags(id, asked.now())),
            card.scores(id),
            card.ledger(id, LEDGER),
            new TimelineWords(asked).days(stretch.moments()),
            next == null ? null : "/console/contacts/" + id + "?before=" + next.toEpochMilli()));
  }

  private List<Permission> permissions(PageRequest asked, ContactId id) {
    Texts texts = asked.texts();
    return card.permissions(id).stream()
        .map(
            permission ->
                new Permission(
                    asked.siteName(permission.site().value()),
                    permission.granted(),
                    texts.of(
                        "contact.permission.how",
                        texts.ofWord("source", permission.source()),
                        asked.formats().date(permission.decidedAt()))))
        .toList();
  }

  private List<String> links(PageRequest asked, ContactId id) {
    Texts texts = asked.texts();
    return card.links(id).stream()
        .map(
            link ->
                texts.of(
                    "contact.link." + (link.proof().equals("verified") ? "verified" : "claimed"),
                    asked.siteName(link.site().value()),
                    asked.formats().date(link.linkedAt())))
        .toList();
  }

  private static List<Tag> tags(Formats formats, List<ContactCard.Tag> tags) {
    double most = tags.isEmpty() ? 1 : Math.max(tags.getFirst().weight(), 0.001);
    return tags.stream()
        .limit(TAGS)
        .map(
            tag ->
                new Tag(
                    tag.name(),
                    formats.decimal(tag.weight()),
                    String.format(Locale.ROOT, "%.1f%%", 100 * tag.weight() / most)))
        .toList();
  }
}
