package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.SiteContacts;
import io.piste.db.JsonRows;
import io.piste.profile.ProfileRunner.Known;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The oldest notes that something about contacts changed ({@link io.piste.contact.ContactChanges}),
 * of a thousand contacts at most. What happens to somebody is noted by each who makes something of
 * it, and when much happens to many these notes lie far apart: they are taken together, so that a
 * contact is not settled once for each.
 *
 * @param more whether there may be others
 */
record ChangeNotes(List<Note> notes, boolean more) {
  private static final int READ_AT_ONCE = 10_000;
  private static final int CONTACTS_AT_ONCE = 1_000;

  private static final String OLDEST =
      "SELECT id, site_id, contact_id FROM contact_change ORDER BY id LIMIT :limit";

  /** By their ids, since a note with a lower one may have been committed meanwhile. */
  private static final String TAKE =
      """
      DELETE c FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      STRAIGHT_JOIN contact_change c ON c.id = v.id
      """;

  /** All sites that know a contact, or have a profile of one that is gone. */
  private static final String KNOWN_BY =
      """
      SELECT contact_id, site_id FROM profile WHERE contact_id IN (<contacts>)
      UNION SELECT contact_id, site_id FROM contact_tag WHERE contact_id IN (<contacts>)
      UNION
      """
          + SiteContacts.KNOWN_BY;

  /** A row; without a site it concerns every site that knows the contact. */
  record Note(long id, @Nullable SiteId site, ContactId contact) {}

  static ChangeNotes next(Handle handle) {
    List<Note> oldest =
        handle
            .createQuery(OLDEST)
            .bind("limit", READ_AT_ONCE)
            .map(
                (row, context) -> {
                  long site = row.getLong(2);
                  SiteId of = row.wasNull() ? null : new SiteId(site);
                  return new Note(row.getLong(1), of, new ContactId(row.getLong(3)));
                })
            .list();
    Set<ContactId> contacts = new HashSet<>();
    List<Note> notes = new ArrayList<>();
    for (Note note : oldest) {
      if (contacts.size() < CONTACTS_AT_ONCE || contacts.contains(note.contact())) {
        contacts.add(note.contact());
        notes.add(note);
      }
    }
    return new ChangeNotes(notes, notes.size() < oldest.size() || oldest.size() == READ_AT_ONCE);
  }

  /** Whom they are about. */
  List<Known> people(Handle handle) {
    List<Known> people = new ArrayList<>();
    Set<ContactId> everywhere = new LinkedHashSet<>();
    for (Note note : notes) {
      SiteId site = note.site();
      if (site == null) {
        everywhere.add(note.contact());
      } else {
        people.add(new Known(note.contact(), site));
      }
    }
    if (!everywhere.isEmpty()) {
      handle
          .createQuery(KNOWN_BY)
          .bindList("contacts", List.copyOf(everywhere))
          .map(
              (row, context) ->
                  new Known(new ContactId(row.getLong(1)), new SiteId(row.getLong(2))))
          .forEach(people::add);
    }
    return people;
  }

  /** Removes them, once these people are settled, in the same transaction. */
  void take(Handle handle) {
    if (!notes.isEmpty()) {
      JsonRows ids = new JsonRows();
      notes.forEach(note -> ids.row(note.id()));
      handle.createUpdate(TAKE).bind("rows", ids.toString()).execute();
    }
  }
}
