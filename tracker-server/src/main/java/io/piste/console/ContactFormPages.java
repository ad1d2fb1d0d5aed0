package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.console.view.ContactFormView;
import io.piste.console.view.ContactFormView.Choice;
import io.piste.console.view.ContactFormView.Line;
import io.piste.console.view.ContactFormView.Restriction;
import io.piste.console.view.Texts;
import io.piste.contact.ContactFacts;
import io.piste.contact.ContactField;
import io.piste.contact.ContactHistory;
import io.piste.contact.Contacts;
import io.piste.contact.CustomField;
import io.piste.contact.CustomFields;
import io.piste.contact.Editor;
import io.piste.contact.FieldFault;
import io.piste.contact.Restrictions;
import io.piste.contact.TypedFields;
import io.piste.site.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Contacts are made and changed by hand here, and their processing stopped and taken up again. */
final class ContactFormPages {
  private static final String PATH = "/console/contacts";
  private static final int HISTORY = 20;

  private final Jdbi jdbi;
  private final Contacts contacts;
  private final Restrictions restrictions;
  private final ContactHistory history;

  ContactFormPages(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.contacts = new Contacts(jdbi);
    this.restrictions = new Restrictions(jdbi);
    this.history = new ContactHistory(jdbi);
  }

  /** An empty form. */
  Answer blank(PageRequest asked) {
    return Answer.page(
        "contact_form",
        "contact.new.title",
        blank(asked, ContactForm.blank(custom()), Map.of(), 0));
  }

  /** Makes what was typed. */
  Answer add(PageRequest asked) {
    ContactForm form = ContactForm.typed(asked, custom());
    TypedFields read = TypedFields.read(form.typed(), null);
    Map<String, String> mistakes = mistakes(asked.texts(), read);
    String typed = form.typed().getOrDefault(ContactField.EMAIL, "");
    if (typed.isEmpty()) {
      mistakes.put(ContactField.EMAIL.key(), asked.texts().of("fault.address_missing"));
    }
    Optional<EmailAddress> email = EmailAddress.parse(typed);
    long known = email.flatMap(contacts::byEmail).map(contact -> contact.id().value()).orElse(0L);
    if (known != 0) {
      mistakes.put(ContactField.EMAIL.key(), asked.texts().of("fault.address_taken"));
    }
    if (!mistakes.isEmpty() || email.isEmpty()) {
      return Answer.mistaken(
          "contact_form", "contact.new.title", blank(asked, form, mistakes, known));
    }
    SiteId site = site(asked).id();
    Map<EmailAddress, ContactId> made =
        jdbi.inTransaction(
            handle -> contacts.make(handle, site, Map.of(email.get(), read.edit()), editor(asked)));
    return Answer.to(PATH + "/" + made.get(email.get()));
  }

  /** The form of one that is there. */
  Answer edit(PageRequest asked) {
    ContactFacts facts = facts(asked);
    return Answer.page(
        "contact_form",
        "contact.edit.title",
        view(asked, facts, ContactForm.of(facts, custom()), new Shown(Map.of(), null, null)));
  }

  /** Changes it, unless somebody else did while the form was open. */
  Answer save(PageRequest asked) {
    ContactId id = facts(asked).id();
    ContactForm form = ContactForm.typed(asked, custom());
    return jdbi.inTransaction(
        handle -> {
          ContactFacts now =
              contacts.lockedFacts(handle, id).orElseThrow(ContactFormPages::missing);
          TypedFields read = TypedFields.read(form.typed(), now);
          boolean changed = !now.fingerprint().equals(asked.field("seen"));
          if (changed || !read.good()) {
            Shown shown = new Shown(mistakes(asked.texts(), read), changed ? now : null, null);
            return Answer.mistaken(
                "contact_form", "contact.edit.title", view(asked, now, form, shown));
          }
          contacts.change(handle, id, read.edit().beyond(now), editor(asked));
          return Answer.to(PATH + "/" + id);
        });
  }

  /** Stops all processing, for a reason. */
  Answer restrict(PageRequest asked) {
    return turn(asked, true);
  }

  /** Takes it up again, for a reason. */
  Answer lift(PageRequest asked) {
    return turn(asked, false);
  }

  private Answer turn(PageRequest asked, boolean restrict) {
    ContactFacts facts = facts(asked);
    String reason = asked.field("reason");
    if (reason.isEmpty() || reason.length() > Restrictions.MOST_REASON) {
      String mistake = asked.texts().of("contact.restrict.mistake", Restrictions.MOST_REASON);
      return Answer.mistaken(
          "contact_form",
          "contact.edit.title",
          view(
              asked,
              facts,
              ContactForm.of(facts, custom()),
              new Shown(Map.of(), null, new Restriction(null, reason, mistake))));
    }
    if (restrict) {
      restrictions.restrict(facts.id(), reason, editor(asked));
    } else {
      restrictions.lift(facts.id(), reason, editor(asked));
    }
    return Answer.to(PATH + "/" + facts.id() + "/edit");
  }

  private List<CustomField> custom() {
    return jdbi.withHandle(CustomFields::all);
  }

  private ContactFacts facts(PageRequest asked) {
    return contacts
        .facts(new ContactId(asked.numberInPath("id")))
        .orElseThrow(ContactFormPages::missing);
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such contact.");
  }

  private static Site site(PageRequest asked) {
    return asked
        .site()
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no site yet."));
  }

  private static Editor editor(PageRequest asked) {
    return new Editor(Editor.Way.HAND, asked.user().email().value(), asked.now());
  }

  private static Map<String, String> mistakes(Texts texts, TypedFields read) {
    Map<String, String> mistakes = new HashMap<>();
    for (var entry : read.faults().entrySet()) {
      FieldFault fault = entry.getValue();
      mistakes.put(entry.getKey().key(), FaultWords.of(texts, fault));
    }
    return mistakes;
  }

  private static ContactFormView blank(
      PageRequest asked, ContactForm form, Map<String, String> mistakes, long known) {
    String chosen = asked.site().map(Site::publicId).orElse("");
    List<Choice> sites =
        asked.sites().stream()
            .sorted(
                (a, b) -> Boolean.compare(b.publicId().equals(chosen), a.publicId().equals(chosen)))
            .map(site -> new Choice(site.publicId(), site.name()))
            .toList();
    return new ContactFormView(
        PATH + "/new",
        0,
        "",
        "",
        form.parts(asked.texts(), true, null),
        sites,
        known,
        false,
        mistakes,
        null,
        List.of());
  }

  /**
   * What a form says beside its fields.
   *
   * @param meanwhile what somebody else saved; null: nobody did
   * @param turning a restriction whose reason was wrong
   */
  private record Shown(
      Map<String, String> mistakes,
      @Nullable ContactFacts meanwhile,
      @Nullable Restriction turning) {}

  private ContactFormView view(
      PageRequest asked, ContactFacts facts, ContactForm form, Shown shown) {
    String since =
        facts.restrictedAt() == null ? null : asked.formats().dateTime(facts.restrictedAt());
    Restriction turning = shown.turning();
    return new ContactFormView(
        PATH + "/" + facts.id() + "/edit",
        facts.id().value(),
        facts.name().orElse(facts.email().value()),
        facts.fingerprint(),
        form.parts(asked.texts(), false, shown.meanwhile()),
        List.of(),
        0,
        shown.meanwhile() != null,
        shown.mistakes(),
        turning == null
            ? new Restriction(since, "", null)
            : new Restriction(since, turning.typed(), turning.mistake()),
        history(asked, facts.id(), form.custom()));
  }

  private List<Line> history(PageRequest asked, ContactId id, List<CustomField> custom) {
    Texts texts = asked.texts();
    return history.of(id, HISTORY).stream()
        .map(
            edit ->
                new Line(
                    texts.of(
                        "contact.did." + edit.what(),
                        texts.of("contact.way." + edit.way(), edit.who())),
                    edit.reason() != null ? edit.reason() : labels(texts, edit.fields(), custom),
                    asked.formats().dateTime(edit.at()),
                    asked.formats().iso(edit.at())))
        .toList();
  }

  private static String labels(Texts texts, List<String> keys, List<CustomField> custom) {
    return keys.stream()
        .map(
            key ->
                ContactField.of(key)
                    .map(field -> FaultWords.label(texts, field))
                    .or(
                        () ->
                            custom.stream()
                                .filter(field -> field.key().equals(key))
                                .map(CustomField::label)
                                .findFirst())
                    .orElse(key))
        .collect(Collectors.joining(", "));
  }
}
