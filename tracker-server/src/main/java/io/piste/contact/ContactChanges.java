package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import io.piste.db.JsonRows;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Notes that something about contacts changed, in the transaction that changes it: their profiles
 * and segments are settled soon after. Rows are only added, so nobody waits for anybody. Noting too
 * much costs a little time and changes nothing.
 */
public final class ContactChanges {
  private static final String NOTE =
      """
      INSERT INTO contact_change (site_id, contact_id)
      SELECT :site, v.id FROM JSON_TABLE(:rows, '$[*]' COLUMNS (id BIGINT PATH '$[0]')) v
      """;

  private static final String NOTE_VISITORS =
      """
      INSERT INTO contact_change (site_id, contact_id)
      SELECT STRAIGHT_JOIN DISTINCT l.site_id, l.contact_id
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (visitor CHAR(32) CHARACTER SET ascii PATH '$[0]')) v
      JOIN identity_link l FORCE INDEX (identity_link_visitor)
        ON l.site_id = :site AND l.visitor_id = UNHEX(v.visitor)
      WHERE l.undone_at IS NULL OR l.undone_at > l.since_at
      """;

  private ContactChanges() {}

  /**
   * Notes contacts.
   *
   * @param site null when it concerns every site that knows them
   */
  public static void note(Handle handle, @Nullable SiteId site, Collection<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return;
    }
    handle
        .createUpdate(NOTE)
        .bind("site", site == null ? null : site.value())
        .bind("rows", JsonRows.of(contacts).toString())
        .execute();
  }

  /** Notes one contact. */
  public static void note(Handle handle, @Nullable SiteId site, ContactId contact) {
    note(handle, site, List.of(contact));
  }

  /** Notes everybody who has a stretch of these visitors' time. */
  public static void noteVisitors(Handle handle, SiteId site, Collection<VisitorId> visitors) {
    if (!visitors.isEmpty()) {
      handle
          .createUpdate(NOTE_VISITORS)
          .bind("site", site)
          .bind("rows", JsonRows.of(visitors).toString())
          .execute();
    }
  }
}
