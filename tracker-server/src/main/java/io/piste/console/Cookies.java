package io.piste.console;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The console's cookies: all of them HttpOnly, for {@code /console} alone, and Secure unless the
 * host is this machine, where browsers take http for safe but not all of them keep such a cookie.
 */
final class Cookies {
  /** Token of the session. */
  static final String SESSION = "piste_console";

  /** What forms are tied to while nobody is signed in. */
  static final String FORM = "piste_form";

  /** auto, light or dark. */
  static final String THEME = "piste_theme";

  /** Language while nobody is signed in. */
  static final String LANGUAGE = "piste_language";

  /** Public id of the site chosen last. */
  static final String SITE = "piste_site";

  static final Duration YEAR = Duration.ofDays(365);

  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d+){3}|\\[?::1]?");

  private Cookies() {}

  static Optional<String> read(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /** Sets a cookie; a life of zero deletes it. The value must need no quoting. */
  static void write(
      HttpServletRequest request,
      HttpServletResponse response,
      String name,
      String value,
      Duration life) {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath("/console");
    cookie.setHttpOnly(true);
    cookie.setSecure(!isLoopback(request.getServerName()));
    cookie.setMaxAge((int) life.toSeconds());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
  }

  static boolean isLoopback(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
