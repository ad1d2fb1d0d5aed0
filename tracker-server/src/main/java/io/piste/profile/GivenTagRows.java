package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import java.time.Instant;
import java.util.Collection;
import org.jdbi.v3.core.Handle;

/** Gives a tag to many contacts at once. Noting that they changed is for the caller. */
public final class GivenTagRows {
  private static final String GIVE =
      """
      INSERT IGNORE INTO contact_tag (site_id, contact_id, tag, given_at)
      SELECT :site, v.contact, :tag, :now
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (contact BIGINT PATH '$[0]')) v
      """;

  private GivenTagRows() {}

  /** Gives it in the caller's transaction; who has it keeps it. */
  public static void give(
      Handle handle, SiteId site, Collection<ContactId> contacts, String tag, Instant now) {
    if (contacts.isEmpty()) {
      return;
    }
    handle
        .createUpdate(GIVE)
        .bind("site", site)
        .bind("tag", tag)
        .bind("rows", JsonRows.of(contacts).toString())
        .bind("now", now)
        .execute();
  }
}
