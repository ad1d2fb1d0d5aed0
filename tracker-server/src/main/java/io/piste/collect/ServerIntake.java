package io.piste.collect;

import io.piste.base.Problem;
import io.piste.collect.Passage.Step;
import io.piste.eventlog.EventLog;
import io.piste.eventlog.LoggedEvent;
import io.piste.limit.Limits;
import io.piste.protocol.Event;
import io.piste.protocol.EventResult;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of events that a shop's server sends, which proved by its key whose it is. Each event
 * goes through the steps by itself, and what it is refused for costs no other; those that pass are
 * stored together. Thread-safe.
 */
public final class ServerIntake {
  private final ConsentGate gate;
  private final IdentityCheck identities;
  private final Limits limits;
  private final EventLog log;
  private final InstantSource clock;
  private final IngestCounters counters;

  /** Takes nothing yet. */
  public ServerIntake(
      Proofs proofs, Limits limits, EventLog log, InstantSource clock, IngestCounters counters) {
    this.gate = new ConsentGate(proofs, counters);
    this.identities = new IdentityCheck(proofs.identities(), counters);
    this.limits = limits;
    this.log = log;
    this.clock = clock;
    this.counters = counters;
  }

  /**
   * One result for each event, in order; those that nothing speaks against are stored when this
   * returns.
   *
   * @throws Problem when nothing of the request was taken: it cannot be read, or is to be repeated
   */
  public List<EventResult> take(HttpServletRequest request, Site site, byte[] body) {
    return take(request, site, read(site, body), clock.instant());
  }

  /**
   * What became of the events of a call; what is said beside them about the person is taken only
   * when they were.
   *
   * @throws Problem when it is to be repeated
   */
  public EventResult take(HttpServletRequest request, Site site, ServerCall call) {
    EventResult result = take(request, site, call, call.events());
    Event.Identified person = call.person();
    if (person != null && !result.status().equals("dropped")) {
      take(request, site, call, List.of(person));
    }
    return result;
  }

  private EventResult take(
      HttpServletRequest request, Site site, ServerCall call, List<Event> events) {
    ServerBatch.Item item = new ServerBatch.Item(null, call.visitor(), events, null);
    // One look at the clock: what a shop says happened at one moment has one time.
    Instant now = clock.instant();
    ServerBatch batch = new ServerBatch(null, now.toEpochMilli(), List.of(item));
    return take(request, site, batch, now).getFirst();
  }

  private List<EventResult> take(
      HttpServletRequest request, Site site, ServerBatch batch, Instant now) {
    int received = batch.items().stream().mapToInt(ServerIntake::weight).sum();
    counters.received(site, received);
    List<Fate> fates;
    List<LoggedEvent> passed;
    try {
      limits.pass(site.id(), received);
      fates = fates(request, site, batch, now);
      passed = fates.stream().flatMap(fate -> fate.logged().stream()).toList();
      log.append(passed);
    } catch (RuntimeException e) {
      counters.refused(site, Refusal.of(e), received);
      throw e;
    }
    counters.stored(site, passed);
    for (Fate fate : fates) {
      fate.reason().ifPresent(reason -> counters.refused(site, reason, weight(fate.item())));
    }
    return fates.stream().map(Fate::result).toList();
  }

  /** A request of the site's server that was not taken at all: counts as one event. */
  public void refused(Site site, Problem problem) {
    counters.received(site, 1);
    counters.refused(site, Refusal.of(problem), 1);
  }

  private ServerBatch read(Site site, byte[] body) {
    try {
      return ServerBatch.parse(body);
    } catch (Problem problem) {
      refused(site, problem);
      throw problem;
    }
  }

  /** An event that cannot be read counts as one too. */
  private static int weight(ServerBatch.Item item) {
    return Math.max(1, item.events().size());
  }

  private List<Fate> fates(HttpServletRequest request, Site site, ServerBatch batch, Instant now) {
    List<Step> steps =
        List.of(
            new Step("minors", gate::refuseMinors),
            new Step("consent", gate.admitNamed()),
            new Step("purposes", gate::sift),
            new Step("addresses", Cleaning::clean),
            new Step("identity", identities::verify));
    List<Fate> fates = new ArrayList<>(batch.items().size());
    for (ServerBatch.Item item : batch.items()) {
      Problem problem = item.problem();
      fates.add(
          problem == null
              ? fate(item, Arrival.of(request, batch.of(item, site), now).at(site), steps)
              : Fate.refused(
                  item, new Refused(Refusal.of(problem), String.valueOf(problem.getMessage()))));
    }
    return fates;
  }

  private static Fate fate(ServerBatch.Item item, Arrival arrival, List<Step> steps) {
    Passage passage = new Passage(arrival);
    try {
      passage.through(steps);
      return Fate.passed(item, passage.arrival().logged());
    } catch (Refused refused) {
      return Fate.refused(item, refused);
    }
  }
}
