package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.db.JsonRows;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Who asked that what is stored about them be kept and not used (rule D4, GDPR article 18). Nothing
 * is written to a restricted contact, no profile is worked out, it is in no segment and in no
 * export that was not told otherwise. docs/contacts.md says what each part does. Thread-safe.
 */
public final class Restrictions {
  /** The most characters of a reason. */
  public static final int MOST_REASON = 500;

  private static final String SET =
      "UPDATE contact SET restricted_at = :at, edited_at = :at"
          + " WHERE id = :contact AND restricted_at IS NULL";

  private static final String LIFT =
      "UPDATE contact SET restricted_at = NULL, edited_at = :at"
          + " WHERE id = :contact AND restricted_at IS NOT NULL";

  private static final String LOG =
      """
      INSERT INTO contact_edit (contact_id, what, way, edited_by, edited_at, reason)
      VALUES (:contact, :what, :way, :who, :at, :reason)
      """;

  private static final String AMONG =
      """
      SELECT STRAIGHT_JOIN c.id
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      JOIN contact c ON c.id = v.id
      WHERE c.restricted_at IS NOT NULL
      """;

  private final Jdbi jdbi;

  /** Writes through the given pool. */
  public Restrictions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** Stops all processing from now on; false when it was so already. */
  public boolean restrict(ContactId contact, String reason, Editor editor) {
    return jdbi.inTransaction(handle -> write(handle, contact, SET, reason, editor));
  }

  /** Ends it; false when nothing was restricted. */
  public boolean lift(ContactId contact, String reason, Editor editor) {
    return jdbi.inTransaction(handle -> write(handle, contact, LIFT, reason, editor));
  }

  /** Those of the contacts that are restricted. */
  public static Set<ContactId> among(Handle handle, Collection<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        handle
            .createQuery(AMONG)
            .bind("rows", JsonRows.of(contacts).toString())
            .mapTo(ContactId.class)
            .list());
  }

  private static boolean write(
      Handle handle, ContactId contact, String sql, String reason, Editor editor) {
    int changed =
        handle.createUpdate(sql).bind("contact", contact).bind("at", editor.at()).execute();
    if (changed == 0) {
      return false;
    }
    handle
        .createUpdate(LOG)
        .bind("contact", contact)
        .bind("what", sql.equals(SET) ? "restricted" : "lifted")
        .bind("way", editor.way().word())
        .bind("who", editor.who())
        .bind("at", editor.at())
        .bind("reason", reason)
        .execute();
    ContactChanges.note(handle, null, List.of(contact));
    return true;
  }
}
