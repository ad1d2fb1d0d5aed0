package io.piste.console.view;

import io.piste.report.ContactList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of contacts.
 *
 * @param search what was searched for, empty for all
 * @param stages what the list can be narrowed to, all of them first
 * @param stage the chosen one; empty for all
 * @param site the site that the stages are of
 * @param more whether a search found more than it shows
 * @param first address of the first page, null on it
 * @param next address of the next page, null at the end
 */
public record ContactsView(
    String search,
    List<ContactFormView.Choice> stages,
    String stage,
    String site,
    List<Row> rows,
    boolean more,
    @Nullable String first,
    @Nullable String next) {

  /**
   * One of them.
   *
   * @param complete how much is known of it, in percent
   * @param stage in words, null when there is none
   */
  public record Row(
      ContactList.Row contact, int complete, String completeText, @Nullable String stage) {}

  public ContactsView {
    stages = List.copyOf(stages);
    rows = List.copyOf(rows);
  }
}
