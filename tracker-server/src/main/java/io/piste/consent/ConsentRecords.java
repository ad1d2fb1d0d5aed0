package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The proof: one row per choice, never changed (rules P1, P2, P5), without address or browser (rule
 * P4). The same transaction sets what holds now, so that proof and practice cannot differ. A new
 * choice ends whatever this browser had allowed before, under whichever id (rule C10).
 */
final class ConsentRecords {
  private static final String INSERT_RECORD =
      """
      INSERT IGNORE INTO consent_record (site_id, consent_id, previous_id, visitor_id, text_hash,
        text_version, language, granted, refused, how, gpc, page, decided_at)
      VALUES (:site, :consent, :previous, :visitor, :hash,
        :version, :language, :granted, :refused, :how, :gpc, :page, :now)
      """;
  private static final String SELECT_SINCE =
      """
      SELECT decided_at FROM consent_record WHERE site_id = :site AND visitor_id = :visitor
      ORDER BY decided_at LIMIT 1
      """;
  private static final String SELECT_EARLIER =
      """
      SELECT granted FROM consent_record
      WHERE site_id = :site AND consent_id = :consent
      """;
  private static final String SELECT_BY_CONSENT =
      """
      SELECT visitor_id, consent_id, purposes FROM consent_state
      WHERE site_id = :site AND consent_id = :consent FOR UPDATE
      """;
  private static final String SELECT_BY_VISITOR =
      """
      SELECT visitor_id, consent_id, purposes FROM consent_state
      WHERE site_id = :site AND visitor_id = :visitor FOR UPDATE
      """;
  private static final String DELETE_STATE =
      "DELETE FROM consent_state WHERE site_id = :site AND visitor_id = :visitor";
  private static final String UPSERT_STATE =
      """
      INSERT INTO consent_state (site_id, visitor_id, consent_id, purposes, expires_at)
      VALUES (:site, :visitor, :consent, :purposes, :expires)
      ON DUPLICATE KEY UPDATE consent_id = VALUE(consent_id), purposes = VALUE(purposes),
        expires_at = VALUE(expires_at)
      """;

  /** Whom this browser was before somebody signed out of it: what they allowed ends as well. */
  private static final String SELECT_HANDED_ON =
      """
      WITH RECURSIVE back AS (
        SELECT previous_id FROM consent_record
        WHERE site_id = :site AND consent_id = :consent AND how = 'logout'
        UNION ALL
        SELECT r.previous_id FROM back b
        JOIN consent_record r ON r.site_id = :site AND r.consent_id = b.previous_id
        WHERE r.how = 'logout')
      SELECT s.visitor_id, s.consent_id, s.purposes FROM back b
      JOIN consent_state s ON s.site_id = :site AND s.consent_id = b.previous_id
      """;

  /** A visitor, the consent id that counts for it, and the bits of what it allows. */
  private record Holder(VisitorId visitor, ConsentId consent, int purposes) {}

  /** What matters of an earlier choice to one that follows it. */
  record Earlier(boolean granted) {}

  private final Handle handle;
  private final JournaledChoice choice;
  private final Withdrawals withdrawals;

  /** For one choice, inside the caller's transaction. */
  private ConsentRecords(Handle handle, JournaledChoice choice, Withdrawals withdrawals) {
    this.handle = handle;
    this.choice = choice;
    this.withdrawals = withdrawals;
  }

  /** When a visitor first chose; the records of 13 months are always there (rule C16). */
  static Optional<Instant> since(Handle handle, SiteId site, VisitorId visitor) {
    return handle
        .createQuery(SELECT_SINCE)
        .bind("site", site)
        .bind("visitor", visitor)
        .mapTo(Instant.class)
        .findOne();
  }

  /** What is on record under an id. */
  static Optional<Earlier> earlier(Handle handle, SiteId site, ConsentId consent) {
    return handle
        .createQuery(SELECT_EARLIER)
        .bind("site", site)
        .bind("consent", consent)
        .map(row -> new Earlier(!row.getColumn("granted", String.class).isEmpty()))
        .findOne();
  }

  /** Whose consent it is that counts under this id; the row is locked. */
  static Optional<VisitorId> holder(Handle handle, SiteId site, ConsentId consent) {
    return handle
        .createQuery(SELECT_BY_CONSENT)
        .bind("site", site)
        .bind("consent", consent)
        .mapTo(VisitorId.class)
        .findOne();
  }

  /**
   * Records a choice and puts it in force, inside the caller's transaction; nothing happens when it
   * is on record already. Answers the consents that it ended.
   */
  static List<ConsentId> write(Handle handle, JournaledChoice choice, Withdrawals withdrawals) {
    ConsentRecords records = new ConsentRecords(handle, choice, withdrawals);
    List<Holder> held = records.held();
    if (!records.append()) {
      return List.of();
    }
    records.enforce(held);
    return held.stream().map(Holder::consent).toList();
  }

  private List<Holder> held() {
    List<Holder> held = new ArrayList<>();
    for (String sql : List.of(SELECT_BY_CONSENT, SELECT_HANDED_ON)) {
      choice
          .previousId()
          .ifPresent(
              previous ->
                  held.addAll(
                      holders(
                          handle
                              .createQuery(sql)
                              .bind("site", choice.siteId())
                              .bind("consent", previous))));
    }
    for (VisitorId visitor : choice.presentedVisitors()) {
      held.addAll(
          holders(
              handle
                  .createQuery(SELECT_BY_VISITOR)
                  .bind("site", choice.siteId())
                  .bind("visitor", visitor)));
    }
    return held;
  }

  private static List<Holder> holders(Query query) {
    return query
        .map(
            row ->
                new Holder(
                    row.getColumn("visitor_id", VisitorId.class),
                    row.getColumn("consent_id", ConsentId.class),
                    row.getColumn("purposes", Integer.class)))
        .list();
  }

  /** False when it is there. */
  private boolean append() {
    return handle
            .createUpdate(INSERT_RECORD)
            .bind("site", choice.siteId())
            .bind("consent", choice.consentId())
            .bindByType("previous", recorded(), ConsentId.class)
            .bindByType("visitor", choice.visitorId().orElse(null), VisitorId.class)
            .bind("hash", HexFormat.of().parseHex(choice.hash()))
            .bind("version", choice.version())
            .bind("language", choice.language())
            .bind("granted", choice.grantedWords())
            .bind("refused", choice.refusedWords())
            .bind("how", choice.how())
            .bind("gpc", choice.gpc())
            .bind("page", choice.page())
            .bind("now", choice.decided())
            .execute()
        == 1;
  }

  /** An id that a client made up is not written down. */
  private @Nullable ConsentId recorded() {
    return choice
        .previousId()
        .filter(previous -> earlier(handle, choice.siteId(), previous).isPresent())
        .orElse(null);
  }

  private void enforce(List<Holder> ended) {
    for (Holder holder : Set.copyOf(ended)) {
      boolean goesOn = holder.visitor().value().equals(choice.visitor());
      int lost = holder.purposes() & ~(goesOn ? choice.purposes() : 0);
      Instant at = Instant.ofEpochMilli(choice.decided());
      LostConsents.note(handle, choice.siteId(), holder.visitor(), lost, at);
      if (lost != 0) {
        withdrawals.withdrawn(
            handle,
            new Withdrawals.Taken(choice.siteId(), holder.consent(), Purpose.fromBits(lost), at));
      }
      if (!goesOn) {
        handle
            .createUpdate(DELETE_STATE)
            .bind("site", choice.siteId())
            .bind("visitor", holder.visitor())
            .execute();
      }
    }
    choice.state().ifPresent(this::putInForce);
  }

  private void putInForce(ConsentState state) {
    handle
        .createUpdate(UPSERT_STATE)
        .bind("site", state.site())
        .bind("visitor", state.visitor())
        .bind("consent", state.consent())
        .bind("purposes", Purpose.bits(state.purposes()))
        .bind("expires", state.expiresAt())
        .execute();
  }

  /** The words of purposes in the order of the enum. */
  static String words(Set<Purpose> purposes, String separator) {
    return purposes.stream().sorted().map(Purpose::word).collect(Collectors.joining(separator));
  }
}
