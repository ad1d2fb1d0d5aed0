package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.ContactView;
import io.piste.console.view.ContactView.Choice;
import io.piste.contact.Merges;
import io.piste.contact.Refusals;
import io.piste.profile.Profiles;
import io.piste.profile.Stages;
import io.piste.report.ContactCard;
import io.piste.report.Moment;
import io.piste.report.Timeline;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A contact's card: who it is, what is known and everything that happened. */
final class ContactPage implements Page {
  static final String PATH = "/console/contacts/";

  private static final int MOMENTS = 60;
  private static final Instant END = Instant.ofEpochMilli(Long.MAX_VALUE);

  private final ContactCard card;
  private final Timeline timeline;
  private final CardProfile profile;
  private final CardIdentity identity;
  private final CardFacts facts;

  ContactPage(Jdbi jdbi, InstantSource clock, Refusals refusals, Merges merges) {
    this.card = new ContactCard(jdbi);
    this.timeline = new Timeline(jdbi);
    this.profile = new CardProfile(new Profiles(jdbi, clock), new Stages(jdbi, clock), card);
    this.identity = new CardIdentity(card, refusals, merges);
    this.facts = new CardFacts(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    ContactId id = new ContactId(asked.numberInPath("id"));
    ContactCard.Person person =
        card.person(id)
            .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such contact."));
    String path = PATH + id;
    Optional<CardProfile.Reading> reading = profile.read(asked, id);
    Optional<Moment.Group> group = group(asked);
    Timeline.Stretch stretch = stretch(asked, id, group, reading);
    CardWords words = new CardWords(asked);
    return Answer.page(
        "contact",
        "contact.title",
        new ContactView(
            person,
            path,
            identity.gone(asked, id),
            facts.of(asked, person),
            reading
                .filter(read -> person.mergedInto() == null)
                .map(read -> profile.view(asked, id, path, read))
                .orElse(null),
            identity.of(asked, id),
            words.permissions(person.email(), card.permissions(id)),
            words.segments(card.members(id)),
            words.ways(card.ways(id)),
            groups(asked, path, group),
            new TimelineWords(asked).days(stretch.moments()),
            next(path, group, stretch.nextBefore())));
  }

  private Timeline.Stretch stretch(
      PageRequest asked,
      ContactId id,
      Optional<Moment.Group> group,
      Optional<CardProfile.Reading> reading) {
    Set<Moment.Kind> kinds =
        group
            .map(one -> EnumSet.copyOf(one.kinds()))
            .orElseGet(() -> EnumSet.allOf(Moment.Kind.class));
    List<Moment> followed =
        kinds.contains(Moment.Kind.SCORE)
            ? reading.map(read -> CardReasons.moments(asked, read)).orElse(List.of())
            : List.of();
    Instant before = asked.number("before").map(Instant::ofEpochMilli).orElse(END);
    return timeline.before(id, kinds, followed, before, MOMENTS);
  }

  private static Optional<Moment.Group> group(PageRequest asked) {
    String show = asked.field("show");
    return Stream.of(Moment.Group.values()).filter(group -> group.word().equals(show)).findFirst();
  }

  private static List<Choice> groups(
      PageRequest asked, String path, Optional<Moment.Group> chosen) {
    List<Choice> choices = new ArrayList<>();
    choices.add(
        new Choice(asked.texts().of("card.show.all"), path + "#timeline", chosen.isEmpty()));
    for (Moment.Group group : Moment.Group.values()) {
      choices.add(
          new Choice(
              asked.texts().ofWord("card.show", group.word()),
              path + "?show=" + group.word() + "#timeline",
              chosen.equals(Optional.of(group))));
    }
    return choices;
  }

  private static @Nullable String next(
      String path, Optional<Moment.Group> group, @Nullable Instant before) {
    return before == null
        ? null
        : path
            + "?before="
            + before.toEpochMilli()
            + group.map(one -> "&show=" + one.word()).orElse("")
            + "#timeline";
  }
}
