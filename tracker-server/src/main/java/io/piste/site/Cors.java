package io.piste.site;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Who may read an answer, and whose requests count. A servlet calls {@link #open} before anything
 * can fail and {@link #requireListed} before it looks at cookies or the body's claims. So an origin
 * that is not on the site's list can read one thing alone: the problem that says so, which is what
 * the site's owner needs to see in the browser's tools.
 */
public final class Cors {
  private static final String ANY_METHOD = "GET, POST, OPTIONS";

  private Cors() {}

  /** Lets the asking page read the answer, whatever its status will be; twice does no harm. */
  public static void open(HttpServletRequest request, HttpServletResponse response) {
    if (!response.getHeaders("Vary").contains("Origin")) {
      response.addHeader("Vary", "Origin");
    }
    String origin = origin(request);
    if (origin != null) {
      response.setHeader("Access-Control-Allow-Origin", origin);
      response.setHeader("Access-Control-Allow-Credentials", "true");
      response.setHeader("Access-Control-Expose-Headers", "Retry-After");
    }
  }

  /** Answers a preflight; pages that send text/plain, as the snippet does, never cause one. */
  public static void preflight(HttpServletRequest request, HttpServletResponse response) {
    open(request, response);
    response.setHeader("Access-Control-Allow-Methods", ANY_METHOD);
    response.setHeader("Access-Control-Allow-Headers", "Content-Type");
    response.setHeader("Access-Control-Max-Age", "600");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  /** The page's origin; a {@link Problem} when it is missing or not the site's. */
  public static String requireListed(HttpServletRequest request, Site site) {
    String origin = origin(request);
    if (origin == null) {
      throw new Problem(
          ProblemCode.ORIGIN_MISSING,
          "The request has no Origin header: send it from a page of the site.");
    }
    return requireListed(origin, site);
  }

  /**
   * The same for what is public and only read: a page of the tracker's own host sends no Origin
   * with a GET, so a missing one passes.
   */
  public static void requireListedOrNone(HttpServletRequest request, Site site) {
    String origin = origin(request);
    if (origin != null) {
      requireListed(origin, site);
    }
  }

  /** Whether {@link #requireListedOrNone} lets it pass. */
  public static boolean isListedOrNone(HttpServletRequest request, Site site) {
    String origin = origin(request);
    return origin == null || site.lists(origin);
  }

  private static String requireListed(String origin, Site site) {
    if (!site.lists(origin)) {
      throw new Problem(
          ProblemCode.ORIGIN_NOT_LISTED,
          "Pages of " + origin + " are not on this site's list of origins: add it there.");
    }
    return origin;
  }

  private static @Nullable String origin(HttpServletRequest request) {
    String origin = request.getHeader("Origin");
    return origin == null || origin.isBlank() || origin.length() > 300 ? null : origin;
  }
}
