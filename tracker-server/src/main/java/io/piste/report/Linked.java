package io.piste.report;

/** The one way in which reports find the contact behind a visitor. */
final class Linked {
  private Linked() {}

  /**
   * An SQL condition: what happened then, on a linked browser, was done by the contact of link l.
   */
  static String within(String at) {
    return "%1$s >= l.since_at AND (l.undone_at IS NULL OR %1$s < l.undone_at)".formatted(at);
  }

  /** An SQL expression: the contact that did, on a row's visitor, what happened then. */
  static String contactAt(String alias, String at) {
    return """
        (SELECT l.contact_id FROM identity_link l
         WHERE l.site_id = %1$s.site_id AND l.visitor_id = %1$s.visitor_id AND %2$s LIMIT 1)
        """
        .formatted(alias, within(at));
  }

  /**
   * An SQL expression: the contact that a row's visitor is linked to, a verified link before a
   * claimed one, the newest first; NULL for a stranger.
   */
  static String contactOf(String alias) {
    return """
        (SELECT link.contact_id FROM identity_link link
         WHERE link.site_id = %1$s.site_id AND link.visitor_id = %1$s.visitor_id
           AND link.undone_at IS NULL
         ORDER BY link.proof = 'verified' DESC, link.linked_at DESC, link.id DESC LIMIT 1)
        """
        .formatted(alias);
  }
}
