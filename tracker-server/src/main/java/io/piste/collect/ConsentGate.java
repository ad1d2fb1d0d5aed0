package io.piste.collect;

import io.piste.base.ConsentId;
import io.piste.base.VisitorId;
import io.piste.consent.ConsentSetups;
import io.piste.consent.ConsentState;
import io.piste.consent.Consents;
import io.piste.consent.PresentedVisitors;
import io.piste.consent.Purpose;
import io.piste.protocol.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The one place that decides whether events may be kept. A consent id alone proves nothing: the
 * request must also prove to come from the visitor that it was issued to, and each event must be
 * for a purpose that this visitor allowed.
 */
final class ConsentGate {
  private static final String ASK_AGAIN =
      ": ask for consent with POST /p/v1/consent and send the id that it answers.";

  private final Consents consents;
  private final ConsentSetups setups;
  private final PresentedVisitors visitors;
  private final IngestCounters counters;

  ConsentGate(Proofs proofs, IngestCounters counters) {
    this.consents = proofs.consents();
    this.setups = proofs.setups();
    this.visitors = proofs.visitors();
    this.counters = counters;
  }

  /** Step of both ways in: a site for minors has no visitors (rule C17). */
  Arrival refuseMinors(Arrival arrival) {
    if (setups.isForMinors(arrival.site().id())) {
      throw new Refused(
          Refusal.FOR_MINORS, "The site is for minors, by its setup: nothing of it is tracked.");
    }
    return arrival;
  }

  /** Step: the consent of the visitor who sends. */
  Arrival admit(Arrival arrival) {
    ConsentState consent = consent(arrival);
    Set<VisitorId> presented =
        visitors.of(arrival.request(), arrival.site(), arrival.batch().token());
    if (!presented.contains(consent.visitor())) {
      throw new Refused(
          Refusal.OTHER_VISITOR,
          "The request does not come with the visitor cookie or token of this consent" + ASK_AGAIN);
    }
    return arrival.of(new Admitted(consent.visitor(), consent.purposes()));
  }

  private ConsentState consent(Arrival arrival) {
    String id = arrival.batch().consent();
    if (id == null) {
      throw new Refused(Refusal.NO_CONSENT, "There is no consent id in 'c'" + ASK_AGAIN);
    }
    return ConsentId.parse(id)
        .flatMap(consent -> consents.current(arrival.site().id(), consent))
        .orElseThrow(
            () ->
                new Refused(
                    Refusal.NO_CONSENT,
                    "No consent holds under the id in 'c' on this site" + ASK_AGAIN));
  }

  /**
   * A step for the requests of a shop's server, which saw the visitor itself: what the visitor
   * allows now. For one request: nobody is asked about twice.
   */
  UnaryOperator<Arrival> admitNamed() {
    Map<VisitorId, Set<Purpose>> asked = new HashMap<>();
    return arrival -> {
      VisitorId visitor = named(arrival);
      Set<Purpose> purposes =
          asked.computeIfAbsent(visitor, v -> consents.allowed(arrival.site().id(), v));
      if (purposes.isEmpty()) {
        throw new Refused(Refusal.NO_CONSENT, "This visitor allows nothing now.");
      }
      return arrival.of(new Admitted(visitor, purposes));
    };
  }

  private VisitorId named(Arrival arrival) {
    return visitors
        .named(arrival.site(), arrival.batch().token())
        .orElseThrow(
            () ->
                new Refused(
                    Refusal.NO_CONSENT,
                    "'v' names no visitor: send the value of the cookie piste_visitor, or the"
                        + " visitor token."));
  }

  /** Step: only events for purposes that the visitor allowed go on. */
  Arrival sift(Arrival arrival) {
    Set<Purpose> granted = arrival.visitor().purposes();
    List<Event> allowed = new ArrayList<>(arrival.events());
    allowed.removeIf(event -> !allows(granted, event));
    int dropped = arrival.events().size() - allowed.size();
    if (allowed.isEmpty()) {
      throw new Refused(
          Refusal.PURPOSE_REFUSED, "The visitor did not allow what these events are for.");
    }
    counters.refused(arrival.site(), Refusal.PURPOSE_REFUSED, dropped);
    return arrival.with(allowed);
  }

  private static boolean allows(Set<Purpose> granted, Event event) {
    return switch (event) {
      case Event.Page _,
          Event.ProductSeen _,
          Event.Engaged _,
          Event.Clicked _,
          Event.FormSent _,
          Event.Searched _,
          Event.NotFound _,
          Event.Custom _ ->
          granted.contains(Purpose.VISITS);
      case Event.CartChanged _, Event.CheckoutBegun _, Event.OrderPlaced _, Event.OrderChanged _ ->
          granted.contains(Purpose.CARTS);
      case Event.Identified _, Event.LoggedOut _ -> !granted.isEmpty();
    };
  }
}
