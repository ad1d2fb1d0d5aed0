package io.piste.consent;

import io.piste.base.ConsentId;
import io.piste.base.Json;
import io.piste.base.SiteId;
import io.piste.base.VisitorId;
import java.time.Duration;
import java.time.Instant;
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
    long expires) {
  JournaledChoice {
    presented = List.copyOf(presented);
  }

  static JournaledChoice of(Choice choice, Decision decision, ConsentSettings settings) {
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
        Purpose.bits(decision.granted()),
        choice.how().word(),
        choice.gpc(),
        choice.page(),
        decision.decidedAt().toEpochMilli(),
        decision.decidedAt().plus(Duration.ofDays(settings.days())).toEpochMilli());
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
