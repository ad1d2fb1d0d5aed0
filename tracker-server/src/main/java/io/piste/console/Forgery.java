package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;

/**
 * Refuses actions that another site makes a browser take: the form must carry the token that goes
 * with the cookie, and where the browser names the page that sent it, that page must be ours.
 */
final class Forgery {
  private Forgery() {}

  /** {@link Problem} ORIGIN_NOT_LISTED (403) when the request is not from a form of ours. */
  static void refuse(PageRequest asked) {
    HttpServletRequest request = asked.servletRequest();
    String origin = request.getHeader("Origin");
    String expected = RandomToken.forForms(asked.visit().session());
    boolean ours = origin == null || isOurs(origin, request.getHeader("Host"));
    if (!ours || !RandomToken.same(expected, asked.field("form"))) {
      throw new Problem(ProblemCode.ORIGIN_NOT_LISTED, "The form is too old or not ours.");
    }
  }

  private static boolean isOurs(String origin, String host) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      return host != null
          && authority != null
          && authority.toLowerCase(Locale.ROOT).equals(host.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
