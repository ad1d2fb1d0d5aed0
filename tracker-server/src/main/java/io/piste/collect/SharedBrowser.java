package io.piste.collect;

import io.piste.base.DatabaseAway;
import io.piste.base.EmailAddress;
import io.piste.base.VisitorId;
import io.piste.consent.Handovers;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody is proved to use a browser that was proved to be somebody else's: from now on it is
 * another visitor, as after a logout, and the proof counts for that one as well. Who signs in
 * without the other one having signed out inherits nothing either. While the database is away
 * nobody is rotated; whose time is whose follows from the proofs in any case. Thread-safe.
 */
final class SharedBrowser {
  private static final Logger LOG = LoggerFactory.getLogger(SharedBrowser.class);

  private final Recognised recognised;
  private final Handovers handovers;
  private final EventLog log;

  SharedBrowser(Recognised recognised, Handovers handovers, EventLog log) {
    this.recognised = recognised;
    this.handovers = handovers;
    this.log = log;
  }

  /** The proof by which the browser turns out to be somebody else's; empty when it does not. */
  Optional<Event.Identified> turnsOut(Arrival stored) {
    return stored.events().stream()
        .filter(Event.Identified.class::isInstance)
        .map(Event.Identified.class::cast)
        .filter(event -> event.identify().proof() == Proof.VERIFIED)
        .reduce((earlier, later) -> later)
        .filter(event -> isSomebodyElse(stored, event.identify()));
  }

  private boolean isSomebodyElse(Arrival stored, Identity identity) {
    try {
      return handovers.arePossible()
          && EmailAddress.parse(String.valueOf(identity.email()))
              .map(
                  email ->
                      recognised.asSomebodyElse(
                          stored.site().id(), stored.visitor().visitor(), email))
              .orElse(false);
    } catch (RuntimeException e) {
      if (!DatabaseAway.caused(e)) {
        throw e;
      }
      LOG.warn("the database is away: a browser that changed hands keeps its visitor");
      return false;
    }
  }

  /** Makes the browser another visitor, who is whom the proof names. */
  void handOver(
      Arrival stored,
      Event.Identified proof,
      Handovers.Holder leaving,
      HttpServletResponse response)
      throws IOException {
    Optional<VisitorId> newcomer =
        handovers.answer(stored.request(), response, stored.site(), leaving);
    newcomer.ifPresent(visitor -> log.append(List.of(said(stored, proof, visitor))));
  }

  private static LoggedEvent said(Arrival stored, Event.Identified proof, VisitorId visitor) {
    LoggedEvent known =
        stored.logged().stream()
            .filter(event -> event.event().equals(proof))
            .findFirst()
            .orElseThrow();
    return new LoggedEvent(
        known.site(),
        visitor,
        known.purposes(),
        known.happenedAt(),
        known.receivedAt(),
        known.verdict(),
        known.client(),
        proof);
  }
}
