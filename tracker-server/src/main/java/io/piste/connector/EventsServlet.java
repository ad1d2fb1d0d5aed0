package io.piste.connector;

import io.piste.base.Problem;
import io.piste.collect.ServerIntake;
import io.piste.http.Bodies;
import io.piste.http.PisteServlet;
import io.piste.protocol.EventResult;
import io.piste.protocol.api.Scope;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/**
 * {@code POST /api/v1/events}: a shop's server hands in what happened there, or what its queue held
 * back. Answered after the commit, one result for each event; the same ids may be sent again.
 */
public final class EventsServlet extends PisteServlet {
  private static final int MOST_BYTES = 1024 * 1024;

  private final transient Bearer bearer;
  private final transient ServerIntake intake;

  /** Answers servers with a key. */
  public EventsServlet(Bearer bearer, ServerIntake intake) {
    this.bearer = bearer;
    this.intake = intake;
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Site site = bearer.caller(request, response, Scope.EVENTS).site();
    Answers.send(response, new Answer(intake.take(request, site, body(request, site))));
  }

  private byte[] body(HttpServletRequest request, Site site) throws IOException {
    try {
      return Bodies.read(request, MOST_BYTES);
    } catch (Problem problem) {
      intake.refused(site, problem);
      throw problem;
    }
  }

  private record Answer(List<EventResult> results) {}
}
