package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

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
    boolean ours = origin == null || isOurs(origin, request);
    if (!ours || !RandomToken.same(expected, asked.field("form"))) {
      throw new Problem(ProblemCode.ORIGIN_NOT_LISTED, "The form is too old or not ours.");
    }
  }

  /** Behind a proxy the Host header may be the proxy's word for us, or the one it was asked by. */
  private static boolean isOurs(String origin, HttpServletRequest request) {
    try {
      String authority = URI.create(origin).getRawAuthority();
      String host = request.getHeader("Host");
      String known = request.getServerName();
      String withPort = known + ":" + request.getServerPort();
      return authority != null
          && (authority.equalsIgnoreCase(host)
              || authority.equalsIgnoreCase(withPort)
              || (authority.equalsIgnoreCase(known) && usualPort(request.getServerPort())));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean usualPort(int port) {
    return port == 80 || port == 443;
  }
}
