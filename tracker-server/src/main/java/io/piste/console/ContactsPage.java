package io.piste.console;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.console.view.ContactFormView.Choice;
import io.piste.console.view.ContactsView;
import io.piste.console.view.Texts;
import io.piste.contact.Completeness;
import io.piste.contact.ContactFacts;
import io.piste.contact.Contacts;
import io.piste.report.ContactList;
import io.piste.site.Site;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All contacts, those of a stage, or those whose address or name begins with what was typed. */
final class ContactsPage implements Page {
  private static final String PATH = "/console/contacts";
  private static final int ROWS = 50;

  /** As they are stored; in the order in which people go through them. */
  static final List<String> STAGES =
      List.of("engagement", "qualification", "transformation", "loyalty");

  private final Jdbi jdbi;
  private final ContactList contacts;
  private final Contacts known;

  ContactsPage(Jdbi jdbi) {
    this.jdbi = jdbi;
    this.contacts = new ContactList(jdbi);
    this.known = new Contacts(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    String search = asked.field("q");
    String stage = STAGES.contains(asked.field("stage")) ? asked.field("stage") : "";
    List<ContactList.Row> found = found(asked, search, stage);
    boolean more = found.size() > ROWS;
    List<ContactList.Row> rows = more ? found.subList(0, ROWS) : found;
    boolean later = asked.number("id").isPresent();
    return Answer.page(
        "contacts",
        "contacts.title",
        new ContactsView(
            search,
            stages(asked.texts()),
            stage,
            asked.site().map(Site::name).orElse(""),
            shown(asked, rows),
            more && !search.isEmpty(),
            later ? PATH + (stage.isEmpty() ? "" : "?stage=" + stage) : null,
            more && search.isEmpty() ? next(rows.getLast(), stage) : null));
  }

  private List<ContactList.Row> found(PageRequest asked, String search, String stage) {
    SiteId site = asked.site().map(Site::id).orElse(new SiteId(0));
    if (!search.isEmpty()) {
      return contacts.search(site, search, ROWS + 1);
    }
    return stage.isEmpty()
        ? contacts.page(site, key(asked), ROWS + 1)
        : contacts.ofStage(site, stage, asked.number("id").orElse(null), ROWS + 1);
  }

  private List<ContactsView.Row> shown(PageRequest asked, List<ContactList.Row> rows) {
    Texts texts = asked.texts();
    Completeness completeness = Completeness.now(jdbi);
    Map<ContactId, ContactFacts> facts =
        jdbi.withHandle(
            handle -> known.facts(handle, rows.stream().map(ContactList.Row::id).toList()));
    List<ContactsView.Row> shown = new ArrayList<>();
    for (ContactList.Row row : rows) {
      ContactFacts of = facts.get(row.id());
      int complete = of == null ? 0 : completeness.percent(of);
      String stage = row.stage();
      shown.add(
          new ContactsView.Row(
              row,
              complete,
              asked.formats().percent(complete / 100.0),
              stage == null ? null : texts.ofWord("contacts.stage", stage)));
    }
    return shown;
  }

  private static List<Choice> stages(Texts texts) {
    List<Choice> stages = new ArrayList<>();
    stages.add(new Choice("", texts.of("contacts.stage.all")));
    STAGES.forEach(stage -> stages.add(new Choice(stage, texts.ofWord("contacts.stage", stage))));
    return stages;
  }

  private static ContactList.@Nullable Key key(PageRequest asked) {
    return asked
        .number("at")
        .flatMap(
            at -> asked.number("id").map(id -> new ContactList.Key(Instant.ofEpochMilli(at), id)))
        .orElse(null);
  }

  private static String next(ContactList.Row last, String stage) {
    return stage.isEmpty()
        ? PATH + "?at=" + last.lastInteractionAt().toEpochMilli() + "&id=" + last.id().value()
        : PATH + "?stage=" + stage + "&id=" + last.id().value();
  }
}
