package io.piste.collect;

import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.LoggedEvent;
import io.piste.protocol.Event;
import io.piste.site.Cors;
import io.piste.site.Site;
import io.piste.site.Sites;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The way of a batch from the request to the log: a list of steps, each of which lets it go on,
 * perhaps with fewer events, or refuses it. A robot that is refused is not told so. Thread-safe.
 */
final class Intake {
  /** Repeats are recognised for so long, so nothing is taken to be older. */
  private static final Duration OLDEST = Duration.ofDays(7);

  private record Step(String name, UnaryOperator<Arrival> work) {}

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
            new Step("site", this::findSite),
            new Step("origin", Intake::checkOrigin),
            new Step("consent", gate::admit),
            new Step("purposes", gate::sift),
            new Step("site limit", senders::limitSite),
            new Step("addresses", Cleaning::clean),
            new Step("identity", identities::verify),
            new Step("flood", senders::countFlood),
            new Step("word", senders::hearWord));
  }

  /** The events that nothing speaks against are stored when this returns. */
  void take(Arrival arrival) {
    Site site = sites.byPublicId(arrival.batch().site()).orElse(null);
    counters.received(site, arrival.events().size());
    Arrival passing = arrival;
    try {
      for (Step step : steps) {
        passing = step.work().apply(passing);
      }
      store(passing);
    } catch (RuntimeException e) {
      Refusal reason = reason(e);
      boolean silent = reason.isOwnMistake() && isRobot(passing);
      counters.refused(site, silent ? Refusal.ROBOT : reason, passing.events().size());
      throw silent ? new Refused(Refusal.ROBOT, "a robot") : e;
    }
    counters.accepted(passing.site(), passing.sender().verdict(), passing.events().size());
  }

  private static boolean isRobot(Arrival arrival) {
    return !arrival.sender().verdict().counts();
  }

  private void store(Arrival admitted) {
    log.append(admitted.events().stream().map(event -> logged(admitted, event)).toList());
  }

  private static Refusal reason(RuntimeException failure) {
    return switch (failure) {
      case Refused refused -> refused.refusal();
      case Problem problem -> Refusal.of(problem.code());
      default -> DatabaseAway.caused(failure) ? Refusal.DATABASE_AWAY : Refusal.FAILED;
    };
  }

  private Arrival findSite(Arrival arrival) {
    Site site =
        sites
            .byPublicId(arrival.batch().site())
            .orElseThrow(
                () ->
                    new Problem(
                        ProblemCode.UNKNOWN_SITE,
                        "There is no site with the id in 's': copy the snippet again."));
    return arrival.at(site);
  }

  private static Arrival checkOrigin(Arrival arrival) {
    Cors.requireListed(arrival.request(), arrival.site());
    return arrival;
  }

  private static LoggedEvent logged(Arrival arrival, Event event) {
    return new LoggedEvent(
        arrival.site().id(),
        arrival.consent().visitor(),
        arrival.consent().purposes(),
        happenedAt(arrival, event),
        arrival.receivedAt(),
        arrival.sender().verdict(),
        arrival.sender().client(),
        event);
  }

  /**
   * The browser's clock may be wrong by years, but it measures spans well: what counts is how long
   * before sending it happened. Never in the future.
   */
  static Instant happenedAt(Arrival arrival, Event event) {
    Instant received = arrival.receivedAt();
    Instant corrected = received.minusMillis(arrival.batch().sent() - event.at());
    if (corrected.isAfter(received)) {
      return received;
    }
    Instant oldest = received.minus(OLDEST);
    return corrected.isBefore(oldest) ? oldest : corrected;
  }
}
