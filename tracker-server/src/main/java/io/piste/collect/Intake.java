package io.piste.collect;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.collect.Passage.Step;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.LoggedEvent;
import io.piste.site.Callers.Call;
import io.piste.site.Cors;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.util.List;

/**
 * The way of a page's batch from the request to the log: a list of steps, each of which lets it go
 * on, perhaps with fewer events, or refuses it. A robot that is refused is not told so.
 * Thread-safe.
 */
final class Intake {
  private final Sites sites;
  private final List<Step> steps;
  private final EventLog log;
  private final IngestCounters counters;

  Intake(
      Sites sites,
      ConsentGate gate,
      IdentityCheck identities,
      SenderCheck senders,
      EventLog log,
      IngestCounters counters) {
    this.counters = counters;
    this.sites = sites;
    this.log = log;
    this.steps =
        List.of(
            new Step("no prefetch", SenderCheck::refusePrefetch),
            new Step("sender", senders::know),
            new Step("site", Intake::requireSite),
            new Step("origin", Intake::checkOrigin),
            new Step("minors", gate::refuseMinors),
            new Step("consent", gate::admit),
            new Step("purposes", gate::sift),
            new Step("site limit", senders::limitSite),
            new Step("addresses", Cleaning::clean),
            new Step("identity", identities::verify),
            new Step("flood", senders::countFlood),
            new Step("word", senders::hearWord));
  }

  /** The events that nothing speaks against are stored when this returns; it answers what was. */
  Arrival take(Arrival arrival) {
    Site site = sites.byPublicId(arrival.batch().site()).orElse(null);
    counters.received(site, arrival.events().size());
    Passage passage = new Passage(site == null ? arrival : arrival.at(site));
    try {
      passage.through(steps);
      List<LoggedEvent> logged = passage.arrival().logged();
      log.append(logged);
      counters.stored(passage.arrival().site(), logged);
      return passage.arrival();
    } catch (RuntimeException e) {
      Arrival stopped = passage.arrival();
      Refusal reason = Refusal.of(e);
      boolean silent = reason.isOwnMistake() && isRobot(stopped);
      counters.refused(site, silent ? Refusal.ROBOT : reason, stopped.events().size());
      if (site != null && reason == Refusal.ORIGIN_NOT_LISTED && !silent) {
        sites.callers().count(stopped.request(), site, Call.ORIGIN_REFUSED);
      }
      throw silent ? new Refused(Refusal.ROBOT, "a robot") : e;
    }
  }

  private static boolean isRobot(Arrival arrival) {
    return !arrival.sender().verdict().counts();
  }

  private static Arrival requireSite(Arrival arrival) {
    if (arrival.knownSite() == null) {
      throw new Problem(
          ProblemCode.UNKNOWN_SITE, "There is no site with the id in 's': copy the snippet again.");
    }
    return arrival;
  }

  private static Arrival checkOrigin(Arrival arrival) {
    Cors.requireListed(arrival.request(), arrival.site());
    return arrival;
  }
}
