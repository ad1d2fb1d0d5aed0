package io.piste.contact;

import io.piste.base.ContactId;
import io.piste.base.SiteId;
import io.piste.protocol.Proof;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Keeps answers to "may we write to you?" that came by a shop's server: each as proof, the newest
 * as the permission that counts. A yes makes a contact; a no counts whatever its proof, unless a
 * newer yes stands, and makes nobody a contact. Neither lifts a suppression. Thread-safe.
 */
public final class MarketingAnswers {
  /** How the permission calls where it came from; a rebuild takes back those of events alone. */
  private static final String BY_SHOP = "connector";

  private static final String KEEP =
      """
      INSERT IGNORE INTO marketing_answer (site_id, contact_id, email_hash, granted, proof, source,
        words, page, language, decided_at, received_at)
      VALUES (:site, :contact, :hash, :granted, :proof, :source, :words, :page, :language, :decided,
        :received)
      """;

  private final Contacts contacts;
  private final MarketingPermissions permissions;
  private final Function<String, byte[]> hash;

  /** Hashes addresses with the installation's key, as suppressions do. */
  public MarketingAnswers(
      Contacts contacts, MarketingPermissions permissions, Function<String, byte[]> hash) {
    this.contacts = contacts;
    this.permissions = permissions;
    this.hash = hash;
  }

  /**
   * Takes note of an answer, in the caller's transaction.
   *
   * @return whom the site may not write to now, if that is somebody known: what runs has to end
   */
  public Optional<ContactId> note(
      Handle handle, SiteId site, MarketingAnswer answer, Instant receivedAt) {
    Optional<ContactId> contact =
        answer.granted()
            ? Optional.of(granting(handle, answer))
            : contacts.byEmail(handle, answer.email()).map(Contact::id);
    keep(handle, site, answer, contact, receivedAt);
    contact.ifPresent(id -> permit(handle, id, site, answer));
    return contact.filter(id -> !permissions.granted(handle, id, site));
  }

  private ContactId granting(Handle handle, MarketingAnswer answer) {
    MarketingAnswer.Person person = answer.person();
    return contacts.findOrCreate(
        handle,
        new NewContact(
            answer.email(),
            person.firstName(),
            person.lastName(),
            person.language(),
            answer.proof(),
            BY_SHOP,
            answer.decidedAt()));
  }

  private void permit(Handle handle, ContactId contact, SiteId site, MarketingAnswer answer) {
    String source =
        answer.source().equals("checkout") || answer.source().equals("unsubscribe")
            ? answer.source()
            : BY_SHOP;
    Proof proof = answer.granted() ? answer.proof() : Proof.VERIFIED;
    permissions.note(
        handle,
        contact,
        site,
        new MarketingPermission(
            answer.granted(), proof, source, answer.page(), answer.decidedAt()));
  }

  private void keep(
      Handle handle,
      SiteId site,
      MarketingAnswer answer,
      Optional<ContactId> contact,
      Instant receivedAt) {
    handle
        .createUpdate(KEEP)
        .bind("site", site)
        .bind("contact", contact.orElse(null))
        .bind("hash", hash.apply(answer.email().value()))
        .bind("granted", answer.granted())
        .bind("proof", Proofs.word(answer.proof()))
        .bind("source", answer.source())
        .bind("words", answer.words())
        .bind("page", answer.page())
        .bind("language", answer.person().language())
        .bind("decided", answer.decidedAt())
        .bind("received", receivedAt)
        .execute();
  }
}
