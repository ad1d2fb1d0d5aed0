package io.piste.console;

import io.piste.console.view.ContactView.Membership;
import io.piste.console.view.ContactView.Permission;
import io.piste.console.view.ContactView.Way;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.report.ContactCard;
import java.util.List;

/** Says in words what a card holds beside profile and timeline. */
final class CardWords {
  private final PageRequest asked;
  private final Texts texts;
  private final Formats formats;

  CardWords(PageRequest asked) {
    this.asked = asked;
    this.texts = asked.texts();
    this.formats = asked.formats();
  }

  List<Permission> permissions(String email, List<ContactCard.Permission> permissions) {
    return permissions.stream()
        .map(
            permission ->
                new Permission(
                    permission.email().equals(email)
                        ? asked.siteName(permission.site().value())
                        : asked.siteName(permission.site().value()) + " · " + permission.email(),
                    permission.granted(),
                    texts.of(
                        "contact.permission.how",
                        texts.ofWord("source", permission.source()),
                        formats.date(permission.decidedAt()))))
        .toList();
  }

  List<Membership> segments(List<ContactCard.Member> members) {
    return members.stream()
        .map(
            member ->
                new Membership(
                    member.name(),
                    texts.of("card.segment.since", formats.date(member.since())),
                    "/console/segments/" + member.segment()))
        .toList();
  }

  List<Way> ways(List<ContactCard.Way> ways) {
    return ways.stream().map(this::way).toList();
  }

  private Way way(ContactCard.Way way) {
    String state =
        way.state().equals("running") && way.dueAt() != null
            ? texts.of("card.way.next", way.step(), formats.dateTime(way.dueAt()))
            : texts.ofWord("card.way", way.state());
    String how =
        way.reason() == null ? state : state + " · " + texts.ofWord("reason", way.reason());
    return new Way(
        texts.ofWord("card.automation", way.automation()),
        how,
        "/console/carts/" + way.cart(),
        way.state().equals("running") ? "recovered" : "quiet");
  }
}
