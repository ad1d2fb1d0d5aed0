package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The proof: one row per choice, never changed (rules P1, P2, P5), without address or browser (rule
 * P4). The same transaction sets what holds now, so that proof and practice cannot differ. A new
 * choice ends whatever this browser had allowed before, under whichever id (rule C10).
 */
final class ConsentRecords {
  private static final String INSERT_RECORD =
      """
      INSERT INTO consent_record (site_id, consent_id, previous_id, visitor_id, text_hash,
        text_version, language, granted, refused, how, gpc, page, decided_at)
      VALUES (:site, :consent, :previous, :visitor, :hash,
        :version, :language, :granted, :refused, :how, :gpc, :page, :now)
      """;
  private static final String SELECT_RECORDED =
      "SELECT consent_id FROM consent_record WHERE site_id = :site AND consent_id = :consent";
  private static final String SELECT_BY_CONSENT =
      """
      SELECT visitor_id, consent_id FROM consent_state
      WHERE site_id = :site AND consent_id = :consent FOR UPDATE
      """;
  private static final String SELECT_BY_VISITOR =
      """
      SELECT visitor_id, consent_id FROM consent_state
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

  /** A visitor and the consent id that counts for it. */
  private record Holder(VisitorId visitor, ConsentId consent) {}

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Consents consents;
  private final ConsentSettings settings;

  ConsentRecords(Jdbi jdbi, InstantSource clock, Consents consents, ConsentSettings settings) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.consents = consents;
    this.settings = settings;
  }

  /** Records a choice and puts it in force; both hold when this returns. */
  Decision record(Choice choice) {
    SiteId site = choice.site().id();
    List<Holder> ended = new ArrayList<>();
    // Read committed: rows that do not exist yet are not locked, so first choices never wait or
    // dead-lock on each other.
    Decision decision =
        jdbi.inTransaction(
            TransactionIsolationLevel.READ_COMMITTED,
            handle -> {
              Holder named = named(handle, choice);
              ended.addAll(held(handle, choice, named));
              Decision made = decide(choice, named);
              append(handle, choice, made);
              enforce(handle, site, made, ended);
              return made;
            });
    ended.forEach(holder -> consents.changed(site, holder.consent()));
    return decision;
  }

  /** A visitor goes on only when browser and consent id agree on it; else there is a new one. */
  private Decision decide(Choice choice, @Nullable Holder named) {
    VisitorId known =
        named != null && choice.presented().contains(named.visitor()) ? named.visitor() : null;
    VisitorId visitor = null;
    if (!choice.granted().isEmpty()) {
      visitor = known != null ? known : VisitorId.random();
    }
    boolean newcomer = visitor != null && known == null;
    return new Decision(ConsentId.random(), choice.granted(), visitor, newcomer, clock.instant());
  }

  private static @Nullable Holder named(Handle handle, Choice choice) {
    ConsentId previous = choice.previous();
    if (previous == null) {
      return null;
    }
    return handle
        .createQuery(SELECT_BY_CONSENT)
        .bind("site", choice.site().id())
        .bind("consent", previous)
        .map(row -> new Holder(row.getColumn("visitor_id", VisitorId.class), previous))
        .findOne()
        .orElse(null);
  }

  private static List<Holder> held(Handle handle, Choice choice, @Nullable Holder named) {
    List<Holder> held = new ArrayList<>();
    if (named != null) {
      held.add(named);
    }
    for (VisitorId visitor : choice.presented()) {
      handle
          .createQuery(SELECT_BY_VISITOR)
          .bind("site", choice.site().id())
          .bind("visitor", visitor)
          .map(row -> new Holder(visitor, row.getColumn("consent_id", ConsentId.class)))
          .forEach(held::add);
    }
    return held;
  }

  private void append(Handle handle, Choice choice, Decision made) {
    Set<Purpose> refused = EnumSet.allOf(Purpose.class);
    refused.removeAll(made.granted());
    handle
        .createUpdate(INSERT_RECORD)
        .bind("site", choice.site().id())
        .bind("consent", made.id())
        .bindByType("previous", recorded(handle, choice), ConsentId.class)
        .bindByType("visitor", made.visitor(), VisitorId.class)
        .bind("hash", HexFormat.of().parseHex(choice.text().hash()))
        .bind("version", choice.text().version())
        .bind("language", choice.text().language())
        .bind("granted", words(made.granted(), ","))
        .bind("refused", words(refused, ","))
        .bind("how", choice.how().word())
        .bind("gpc", choice.gpc())
        .bind("page", choice.page())
        .bind("now", made.decidedAt())
        .execute();
  }

  /** An id that a client made up is not written down. */
  private static @Nullable ConsentId recorded(Handle handle, Choice choice) {
    if (choice.previous() == null) {
      return null;
    }
    return handle
        .createQuery(SELECT_RECORDED)
        .bind("site", choice.site().id())
        .bind("consent", choice.previous())
        .mapTo(ConsentId.class)
        .findOne()
        .orElse(null);
  }

  private void enforce(Handle handle, SiteId site, Decision made, List<Holder> ended) {
    for (Holder holder : ended) {
      if (!holder.visitor().equals(made.visitor())) {
        handle
            .createUpdate(DELETE_STATE)
            .bind("site", site)
            .bind("visitor", holder.visitor())
            .execute();
      }
    }
    if (made.visitor() != null) {
      Instant expires = made.decidedAt().plus(Duration.ofDays(settings.days()));
      handle
          .createUpdate(UPSERT_STATE)
          .bind("site", site)
          .bind("visitor", made.visitor())
          .bind("consent", made.id())
          .bind("purposes", Purpose.bits(made.granted()))
          .bind("expires", expires)
          .execute();
    }
  }

  /** The words of purposes in the order of the enum. */
  static String words(Set<Purpose> purposes, String separator) {
    return purposes.stream().sorted().map(Purpose::word).collect(Collectors.joining(separator));
  }
}
