package io.piste.http;

import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A servlet whose methods may throw: a {@link Problem} is answered as problem+json, anything else
 * is logged and answered as an internal error that tells nothing. One instance serves all requests
 * at once.
 */
public abstract class PisteServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(PisteServlet.class);

  /** Answers GET; HEAD too, without the body. */
  protected void get(HttpServletRequest request, HttpServletResponse response) throws Exception {
    throw notAllowed(request);
  }

  /** Answers POST. */
  protected void post(HttpServletRequest request, HttpServletResponse response) throws Exception {
    throw notAllowed(request);
  }

  /** Answers OPTIONS, which browsers send before a request to another origin. */
  protected void options(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    throw notAllowed(request);
  }

  /** Answers all other methods. */
  protected void other(HttpServletRequest request, HttpServletResponse response) throws Exception {
    throw notAllowed(request);
  }

  /** Answers a problem; a page may override it to answer in HTML. */
  protected void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    Problems.send(response, problem);
  }

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    try {
      switch (request.getMethod()) {
        case "GET", "HEAD" -> get(request, response);
        case "POST" -> post(request, response);
        case "OPTIONS" -> options(request, response);
        default -> other(request, response);
      }
    } catch (Problem e) {
      refuse(request, response, e);
    } catch (Exception e) {
      refuse(request, response, ours(request, e));
    }
  }

  /** Logs what failed, by the route alone: a path may hold a token. */
  private static Problem ours(HttpServletRequest request, Exception e) {
    String route = request.getHttpServletMapping().getPattern();
    if (DatabaseAway.caused(e)) {
      LOG.warn("{} {}: the database is away: {}", request.getMethod(), route, e.getMessage());
      return new Problem(ProblemCode.DATABASE_AWAY, "The database is away. Try again later.");
    }
    LOG.error("{} {} failed", request.getMethod(), route, e);
    return new Problem(ProblemCode.INTERNAL, "Something went wrong here.");
  }

  private static Problem notAllowed(HttpServletRequest request) {
    return new Problem(
        ProblemCode.METHOD_NOT_ALLOWED, request.getMethod() + " is not answered here.");
  }
}
