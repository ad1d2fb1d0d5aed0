package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A choice and what was decided on it, flat, as the tables and the local journal want it.
 *
 * @param previous the choice that it replaces, as far as the page knows
 * @param presented the visitors that the browser proved to be
 * @param visitor who goes on under it; nobody when everything was refused
 * @param purposes the bits of {@link Purpose}
 * @param decided in milliseconds since 1970, as {@code expires}
 * @param granted ids by commas, as {@code refused}; null in what older programs wrote, which knew
 *     no purposes but ours
 */
record JournaledChoice(
    long site,
    UUID id,
    @Nullable UUID previous,
    List<UUID> presented,
    @Nullable UUID visitor,
    String hash,
    int version,
    String language,
    int purposes,
    String how,
    boolean gpc,
    String page,
    long decided,
    long expires,
    @Nullable String granted,
    @Nullable String refused) {
  JournaledChoice {
    presented = List.copyOf(presented);
  }

  static JournaledChoice of(Choice choice, Decision decision) {
    ConsentId previous = choice.previous();
    VisitorId visitor = decision.visitor();
    return new JournaledChoice(
        choice.site().id().value(),
        decision.id().value(),
        previous == null ? null : previous.value(),
        choice.presented().stream().map(VisitorId::value).toList(),
        visitor == null ? null : visitor.value(),
        choice.text().hash(),
        choice.text().version(),
        choice.text().language(),
        Purpose.bits(choice.ours()),
        choice.how().word(),
        choice.gpc(),
        choice.page(),
        decision.decidedAt().toEpochMilli(),
        decision.decidedAt().plusSeconds(choice.text().seconds()).toEpochMilli(),
        String.join(",", choice.granted()),
        String.join(",", choice.refused()));
  }

  static JournaledChoice read(String json) {
    return Json.read(json, JournaledChoice.class);
  }

  String written() {
    return Json.write(this);
  }

  SiteId siteId() {
    return new SiteId(site);
  }

  ConsentId consentId() {
    return new ConsentId(id);
  }

  Optional<ConsentId> previousId() {
    return Optional.ofNullable(previous).map(ConsentId::new);
  }

  Optional<VisitorId> visitorId() {
    return Optional.ofNullable(visitor).map(VisitorId::new);
  }

  List<VisitorId> presentedVisitors() {
    return presented.stream().map(VisitorId::new).toList();
  }

  /** Ids of what was granted, by commas. */
  String grantedWords() {
    return granted == null ? ConsentRecords.words(Purpose.fromBits(purposes), ",") : granted;
  }

  /** Ids of what was asked for and not granted, by commas. */
  String refusedWords() {
    return refused == null ? ConsentRecords.words(EnumSet.complementOf(bits()), ",") : refused;
  }

  private EnumSet<Purpose> bits() {
    EnumSet<Purpose> granted = EnumSet.noneOf(Purpose.class);
    granted.addAll(Purpose.fromBits(purposes));
    return granted;
  }

  /** What holds once it is in force; empty when everything was refused. */
  Optional<ConsentState> state() {
    return visitorId()
        .map(
            who ->
                new ConsentState(
                    siteId(),
                    who,
                    consentId(),
                    Purpose.fromBits(purposes),
                    Instant.ofEpochMilli(expires)));
  }
}
