package io.piste.collect;

import io.piste.base.ConsentId;
import io.piste.base.Problem;
import io.piste.consent.Handovers;
import io.piste.eventlog.EventLog;
import io.piste.http.Bodies;
import io.piste.limit.Limits;
import io.piste.protocol.Event;
import io.piste.sender.Senders;
import io.piste.site.Cors;
import io.piste.site.CorsServlet;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;

/**
 * {@code POST /p/v1/e}: takes events. 204 says that they are committed, or that the sender is none
 * who needs to know ({@link Refusal}); every other answer says what to do.
 */
public final class CollectServlet extends CorsServlet {
  private static final int MOST_BYTES = 64 * 1024;

  private final Intake intake;
  private final InstantSource clock;
  private final Limits limits;
  private final IngestCounters counters;
  private final Handovers handovers;
  private final SharedBrowser shared;

  /** Reads nothing yet. */
  public CollectServlet(
      Sites sites,
      Proofs proofs,
      Limits limits,
      Senders senders,
      EventLog log,
      InstantSource clock,
      IngestCounters counters) {
    this.clock = clock;
    this.limits = limits;
    this.counters = counters;
    this.handovers = new Handovers(proofs.consents(), proofs.visitors());
    this.shared = new SharedBrowser(proofs.recognised(), handovers, log);
    this.intake =
        new Intake(
            sites,
            new ConsentGate(proofs, counters),
            new IdentityCheck(proofs.identities(), counters),
            new SenderCheck(senders, limits),
            log,
            counters);
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    response.setHeader("Cache-Control", "no-store");
    limit(request);
    Batch batch = read(request);
    try {
      Arrival stored = intake.take(Arrival.of(request, batch, clock.instant()));
      if (stored.isLogout()) {
        handovers.answer(request, response, stored.site(), holder(stored));
        return;
      }
      Optional<Event.Identified> other = shared.turnsOut(stored);
      if (other.isPresent()) {
        shared.handOver(stored, other.get(), holder(stored), response);
        return;
      }
    } catch (Refused refused) {
      refused
          .problem()
          .ifPresent(
              problem -> {
                throw problem;
              });
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** What was stored is the earlier visitor's; what this browser sends from now on is not. */
  private static Handovers.Holder holder(Arrival stored) {
    ConsentId consent = ConsentId.parse(String.valueOf(stored.batch().consent())).orElseThrow();
    return new Handovers.Holder(stored.visitor().visitor(), consent);
  }

  private void limit(HttpServletRequest request) {
    try {
      limits.pass(request);
    } catch (Problem problem) {
      counters.received(null, 1);
      counters.refused(null, Refusal.ADDRESS_LIMIT, 1);
      throw problem;
    }
  }

  private Batch read(HttpServletRequest request) throws IOException {
    try {
      return EventParser.parse(Bodies.read(request, MOST_BYTES));
    } catch (Problem problem) {
      counters.received(null, 1);
      counters.refused(null, Refusal.of(problem.code()), 1);
      throw problem;
    }
  }
}
