package io.piste.anonymous;

import io.piste.base.Json;
import io.piste.consent.Placement;
import io.piste.site.Site;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The wish not to be counted: a cookie that says so and nothing else, the same for everybody, set
 * when the person asks for it. The page reads it, and then sends nothing.
 */
final class OptOut {
  private static final String COOKIE = "piste_out";
  private static final Duration LIFE = Duration.ofDays(395);

  private OptOut() {}

  /** Whether the browser brought the wish. */
  static boolean isAsked(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE) && cookie.getValue().equals("1")) {
          return true;
        }
      }
    }
    return false;
  }

  /** Keeps the wish or forgets it; where our cookies do not arrive the page has to keep it. */
  static void answer(
      HttpServletRequest request, HttpServletResponse response, Site site, boolean out)
      throws IOException {
    String cookie =
        "%s=%s; Path=/; Max-Age=%d; Secure; SameSite=Lax"
            .formatted(COOKIE, out ? "1" : "", out ? LIFE.toSeconds() : 0);
    Placement placement = Placement.of(site, request.getServerName(), request.getHeader("Origin"));
    if (placement != Placement.OTHER_SITE) {
      String domain =
          placement == Placement.SUBDOMAIN && site.cookieDomain() != null
              ? "; Domain=" + site.cookieDomain()
              : "";
      response.addHeader("Set-Cookie", cookie + domain);
    }
    byte[] body =
        Json.write(Json.MAPPER.createObjectNode().put("out", out).put("cookie", cookie))
            .getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
