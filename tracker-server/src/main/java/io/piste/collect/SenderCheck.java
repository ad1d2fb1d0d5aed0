package io.piste.collect;

import io.piste.eventlog.Verdict;
import io.piste.http.Prefetch;
import io.piste.limit.Limits;
import io.piste.sender.Senders;

/**
 * Steps about who sends. Robots, browsers that no person looks at and floods are no reason to
 * refuse events that somebody consented to: they are stored with the verdict, which can be turned,
 * and nothing follows from them.
 */
final class SenderCheck {
  private final Senders senders;
  private final Limits limits;

  SenderCheck(Senders senders, Limits limits) {
    this.senders = senders;
    this.limits = limits;
  }

  /** Step: nobody has seen a page that the browser fetched ahead. */
  static Arrival refusePrefetch(Arrival arrival) {
    if (Prefetch.isOne(arrival.request())) {
      throw new Refused(Refusal.PREFETCH, "fetched ahead");
    }
    return arrival;
  }

  /** Step: by the sender's own words, on which device and where. */
  Arrival know(Arrival arrival) {
    return arrival.from(senders.of(arrival.request()));
  }

  /** Step, behind the gate: what nobody consented to fills no limit of the site. */
  Arrival limitSite(Arrival arrival) {
    limits.pass(arrival.site().id(), arrival.events().size());
    return arrival;
  }

  /** Step: no person makes so many events. A request counts as a whole. */
  Arrival countFlood(Arrival arrival) {
    boolean flood = limits.isFlood(arrival.visitor().visitor(), arrival.events().size());
    return flood && arrival.sender().verdict().counts()
        ? arrival.from(arrival.sender().as(Verdict.FLOOD))
        : arrival;
  }

  /** Step: a person who looked at this visitor knows better. */
  Arrival hearWord(Arrival arrival) {
    return senders
        .said(arrival.site().id(), arrival.visitor().visitor())
        .map(verdict -> arrival.from(arrival.sender().as(verdict)))
        .orElse(arrival);
  }
}
