package io.piste.console;

import io.piste.console.view.ContactsView;
import io.piste.report.ContactList;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** All contacts, or those whose address or name begins with what was typed. */
final class ContactsPage implements Page {
  private static final int ROWS = 50;

  private final ContactList contacts;

  ContactsPage(Jdbi jdbi) {
    this.contacts = new ContactList(jdbi);
  }

  @Override
  public Answer answer(PageRequest asked) {
    String search = asked.field("q");
    ContactList.Key after = key(asked);
    List<ContactList.Row> found =
        search.isEmpty() ? contacts.page(after, ROWS + 1) : contacts.search(search, ROWS + 1);
    boolean more = found.size() > ROWS;
    List<ContactList.Row> rows = more ? found.subList(0, ROWS) : found;
    return Answer.page(
        "contacts",
        "contacts.title",
        new ContactsView(
            search,
            rows,
            more && !search.isEmpty(),
            after != null,
            more && search.isEmpty() ? next(rows.getLast()) : null));
  }

  private static ContactList.@Nullable Key key(PageRequest asked) {
    return asked
        .number("at")
        .flatMap(
            at -> asked.number("id").map(id -> new ContactList.Key(Instant.ofEpochMilli(at), id)))
        .orElse(null);
  }

  private static String next(ContactList.Row last) {
    return "/console/contacts?at="
        + last.lastInteractionAt().toEpochMilli()
        + "&id="
        + last.id().value();
  }
}
