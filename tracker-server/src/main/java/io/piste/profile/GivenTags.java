package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.contact.ContactChanges;
import java.time.InstantSource;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Tags that a shop gave a contact. They do not fade, and no rebuild touches them. Thread-safe. */
public final class GivenTags {
  private static final String OF =
      "SELECT tag FROM contact_tag WHERE contact_id = :contact AND site_id = :site ORDER BY tag";
  private static final String GIVE =
      """
      INSERT IGNORE INTO contact_tag (site_id, contact_id, tag, given_at)
      VALUES (:site, :contact, :tag, :now)
      """;
  private static final String TAKE =
      "DELETE FROM contact_tag WHERE contact_id = :contact AND site_id = :site AND tag = :tag";

  private final Jdbi jdbi;
  private final InstantSource clock;

  /** Asks nothing yet. */
  public GivenTags(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** Those of a contact, in the order of the alphabet. */
  public List<String> of(SiteId site, ContactId contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(OF)
                .bind("site", site)
                .bind("contact", contact)
                .mapTo(String.class)
                .list());
  }

  /** Gives a tag; giving it twice changes nothing. */
  public void give(SiteId site, ContactId contact, String tag) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(GIVE)
              .bind("site", site)
              .bind("contact", contact)
              .bind("tag", tag)
              .bind("now", clock.instant())
              .execute();
          ContactChanges.note(handle, site, contact);
        });
  }

  /** Takes a given tag back; one that follows from visits stays. */
  public void take(SiteId site, ContactId contact, String tag) {
    jdbi.useTransaction(
        handle -> {
          handle
              .createUpdate(TAKE)
              .bind("site", site)
              .bind("contact", contact)
              .bind("tag", tag)
              .execute();
          ContactChanges.note(handle, site, contact);
        });
  }
}
