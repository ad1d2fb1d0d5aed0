package io.piste.report;

/** The one way in which reports find the contact behind a visitor. */
final class Linked {
  private Linked() {}

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
