package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.contact.Contact;
import io.piste.contact.Contacts;
import io.piste.contact.Merges;
import io.piste.contact.Refusals;
import io.piste.profile.GivenTags;
import io.piste.profile.Stage;
import io.piste.profile.Stages;
import io.piste.site.Site;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What a person decides on a contact's card. Each act leads back to the card. */
final class ContactActs {
  /** As long as the column of tags. */
  private static final int LONGEST_TAG = 60;

  private final Contacts contacts;
  private final Refusals refusals;
  private final Merges merges;
  private final Stages stages;
  private final GivenTags tags;

  ContactActs(Jdbi jdbi, InstantSource clock, Refusals refusals, Merges merges) {
    this.contacts = new Contacts(jdbi);
    this.refusals = refusals;
    this.merges = merges;
    this.stages = new Stages(jdbi, clock);
    this.tags = new GivenTags(jdbi, clock);
  }

  /** A browser is not this contact. */
  Answer refuse(PageRequest asked) {
    ContactId id = known(asked).id();
    refusals.refuse(site(asked), visitor(asked), id, by(asked));
    return card(id, "#identity");
  }

  /** It is after all. */
  Answer takeBack(PageRequest asked) {
    ContactId id = known(asked).id();
    refusals.takeBack(site(asked), visitor(asked), id, by(asked));
    return card(id, "#identity");
  }

  /** A merge of it is undone. */
  Answer part(PageRequest asked) {
    ContactId id = known(asked).id();
    asked.number("merge").ifPresent(number -> merges.undo(number, by(asked)));
    return card(id, "#identity");
  }

  /** It is put at a stage, or the rule decides again. */
  Answer stage(PageRequest asked) {
    ContactId id = known(asked).id();
    Optional<Stage> stage = Stage.of(asked.field("stage"));
    if (stage.isPresent()) {
      stages.set(site(asked), id, stage.get());
    } else {
      stages.byRule(site(asked), id);
    }
    return card(id, "?site=" + asked.field("site"));
  }

  /** A tag is given. */
  Answer giveTag(PageRequest asked) {
    ContactId id = known(asked).id();
    String tag = asked.field("tag");
    if (!tag.isEmpty() && tag.length() <= LONGEST_TAG) {
      tags.give(site(asked), id, tag);
    }
    return card(id, "?site=" + asked.field("site") + "#tags");
  }

  /** A given tag is taken back. */
  Answer takeTag(PageRequest asked) {
    ContactId id = known(asked).id();
    tags.take(site(asked), id, asked.field("tag"));
    return card(id, "?site=" + asked.field("site") + "#tags");
  }

  /** Beside another contact, by its address. */
  Answer compare(PageRequest asked) {
    ContactId id = known(asked).id();
    Optional<ContactId> other =
        EmailAddress.parse(asked.field("email"))
            .flatMap(contacts::byEmail)
            .map(Contact::id)
            .filter(found -> !found.equals(id));
    return other
        .map(found -> Answer.to(DuplicatesPages.PATH + "/" + id + "/" + found))
        .orElseGet(() -> card(id, "?unknown=1#identity"));
  }

  private Contact known(PageRequest asked) {
    return contacts
        .byId(new ContactId(asked.numberInPath("id")))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such contact."));
  }

  /** The site that the form names, and no other. */
  private static SiteId site(PageRequest asked) {
    return asked.sites().stream()
        .filter(site -> site.publicId().equals(asked.field("site")))
        .map(Site::id)
        .findFirst()
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such site."));
  }

  private static VisitorId visitor(PageRequest asked) {
    return VisitorId.parse(asked.field("visitor"))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such visitor."));
  }

  private static String by(PageRequest asked) {
    return asked.user().email().value();
  }

  private static Answer card(ContactId id, String rest) {
    return Answer.to(ContactPage.PATH + id + rest);
  }
}
