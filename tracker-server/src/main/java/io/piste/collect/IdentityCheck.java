package io.piste.collect;

import io.piste.protocol.Event;
import io.piste.protocol.Identity;
import io.piste.protocol.Proof;
import io.piste.site.Site;
import io.piste.token.IdentityTokens;
import io.piste.token.VerifiedIdentity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Step: turns identity tokens into addresses with their proof. Done on arrival because tokens live
 * for minutes; the log never holds one. An identify event with a bad token is dropped and the
 * events beside it go on: a token that got old while waiting must not cost a cart.
 */
final class IdentityCheck {
  private final IdentityTokens tokens;
  private final IngestCounters counters;

  IdentityCheck(IdentityTokens tokens, IngestCounters counters) {
    this.tokens = tokens;
    this.counters = counters;
  }

  Arrival verify(Arrival arrival) {
    List<Event> events = new ArrayList<>(arrival.events().size());
    for (Event event : arrival.events()) {
      if (event instanceof Event.Identified identified) {
        proven(identified, arrival.site(), arrival.receivedAt()).ifPresent(events::add);
      } else {
        events.add(event);
      }
    }
    if (events.isEmpty()) {
      throw new Refused(
          Refusal.BAD_IDENTITY,
          "identify.token: expected a token of at most 5 minutes, signed with this site's identity"
              + " secret");
    }
    counters.refused(arrival.site(), Refusal.BAD_IDENTITY, arrival.events().size() - events.size());
    return arrival.with(events);
  }

  private Optional<Event> proven(Event.Identified event, Site site, Instant now) {
    Identity said = event.identify();
    if (said.proof() != null) {
      // Only the plugin API says it, of who is signed in: no page can.
      return Optional.of(event);
    }
    if (said.token() == null) {
      return Optional.of(with(event, claimed(said)));
    }
    return tokens
        .verify(site.publicId(), site.keyVersion(), said.token(), now)
        .map(proof -> with(event, verified(said, proof)));
  }

  private static Event with(Event.Identified event, Identity identity) {
    return new Event.Identified(event.id(), event.at(), event.u(), identity);
  }

  private static Identity claimed(Identity said) {
    return new Identity(
        said.email(),
        null,
        Proof.CLAIMED,
        said.firstName(),
        said.lastName(),
        said.language(),
        said.marketing());
  }

  /** Names that the page says beside a token prove nothing, so they are left out. */
  private static Identity verified(Identity said, VerifiedIdentity proof) {
    return new Identity(
        proof.email().value(),
        null,
        Proof.VERIFIED,
        proof.firstName().orElse(null),
        proof.lastName().orElse(null),
        said.language(),
        said.marketing());
  }
}
