package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.SiteId;
import io.piste.db.JsonRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers to "may we write to you?" that stand in a file, with what the person who imported
 * it stated as their proof (rules E1, P1): each as a row of its own, the newest as the permission
 * that counts. A yes is a claim, so it never undoes a proved no; a no counts as by {@link
 * MarketingAnswers}. Neither lifts a suppression. Thread-safe.
 */
public final class ImportedAnswers {
  private static final String SOURCE = "import";

  private static final String KEEP =
      """
      INSERT IGNORE INTO marketing_answer (site_id, contact_id, email_hash, granted, proof, source,
        words, page, language, decided_at, received_at)
      SELECT :site, v.contact, UNHEX(v.hash), v.granted, 'claimed', :source, :words, NULL,
             v.language, v.at, :now
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', hash CHAR(64) CHARACTER SET ascii PATH '$[1]',
        granted INT PATH '$[2]', at BIGINT PATH '$[3]', language VARCHAR(8) PATH '$[4]')) v
      """;

  private static final String GRANTED =
      """
      SELECT STRAIGHT_JOIN p.contact_id
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', granted INT PATH '$[2]')) v
      JOIN marketing_permission p ON p.contact_id = v.contact AND p.site_id = :site
      WHERE v.granted = 0 AND p.granted
      """;

  /**
   * As MarketingPermissions decides: of equal proof the newest counts, a proved answer goes before
   * a claimed one. What is compared is set last, for each column sees those before it as they
   * became.
   */
  private static final String PERMIT =
      """
      INSERT INTO marketing_permission (contact_id, site_id, granted, proof, source, page,
                                        decided_at)
      SELECT v.contact, :site, v.granted, IF(v.granted, 'claimed', 'verified'), :source, NULL, v.at
      FROM JSON_TABLE(:rows, '$[*]' COLUMNS (
        contact BIGINT PATH '$[0]', granted INT PATH '$[2]', at BIGINT PATH '$[3]')) v
      ON DUPLICATE KEY UPDATE
        granted = IF({counts}, VALUES(granted), p.granted),
        source = IF({counts}, VALUES(source), p.source),
        page = IF({counts}, NULL, p.page),
        decided_at = IF({counts}, VALUES(decided_at), p.decided_at),
        proof = IF(p.decided_at = VALUES(decided_at) AND VALUES(proof) = 'verified',
                   'verified', p.proof)
      """
          .replace(
              "{counts}",
              "(VALUES(proof) = p.proof AND VALUES(decided_at) >= p.decided_at)"
                  + " OR (VALUES(proof) = 'verified' AND p.proof <> 'verified')")
          .replace("p.", "marketing_permission.");

  private final Function<String, byte[]> hash;
  private final Unsubscribed unsubscribed;

  /**
   * What a line says.
   *
   * @param language of the person, where it is known
   */
  public record Said(
      ContactId contact,
      EmailAddress email,
      boolean granted,
      Instant decidedAt,
      @Nullable String language) {}

  /** Hashes addresses with the installation's key, and tells when a yes becomes a no. */
  public ImportedAnswers(Function<String, byte[]> hash, Unsubscribed unsubscribed) {
    this.hash = hash;
    this.unsubscribed = unsubscribed;
  }

  /**
   * Takes note of answers, in the caller's transaction; of nobody whose address is suppressed.
   *
   * @param words the statement about where and how they were given
   */
  public void note(Handle handle, SiteId site, List<Said> said, String words, Instant now) {
    if (said.isEmpty()) {
      return;
    }
    JsonRows rows = new JsonRows();
    for (Said each : said) {
      String language = each.language();
      rows.row(
          each.contact(),
          hash.apply(each.email().value()),
          each.granted() ? 1 : 0,
          each.decidedAt(),
          language == null || language.length() > 8 ? null : language);
    }
    String text = rows.toString();
    handle
        .createUpdate(KEEP)
        .bind("site", site)
        .bind("source", SOURCE)
        .bind("words", words)
        .bind("rows", text)
        .bind("now", now)
        .execute();
    List<ContactId> allowed = granted(handle, site, text);
    handle
        .createUpdate(PERMIT)
        .bind("site", site)
        .bind("source", SOURCE)
        .bind("rows", text)
        .execute();
    allowed.removeAll(granted(handle, site, text));
    allowed.forEach(contact -> unsubscribed.unsubscribed(handle, site, contact, now));
  }

  /** Those who said no in the file and whom the site may write to. */
  private static List<ContactId> granted(Handle handle, SiteId site, String rows) {
    return new ArrayList<>(
        handle
            .createQuery(GRANTED)
            .bind("site", site)
            .bind("rows", rows)
            .mapTo(ContactId.class)
            .list());
  }
}
