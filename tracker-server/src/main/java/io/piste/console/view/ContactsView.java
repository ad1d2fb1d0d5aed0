package io.piste.console.view;

import io.piste.report.ContactList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of contacts.
 *
 * @param search what was searched for, empty for all
 * @param more whether a search found more than it shows
 * @param next address of the next page, null at the end
 */
public record ContactsView(
    String search, List<ContactList.Row> rows, boolean more, boolean later, @Nullable String next) {
  public ContactsView {
    rows = List.copyOf(rows);
  }
}
