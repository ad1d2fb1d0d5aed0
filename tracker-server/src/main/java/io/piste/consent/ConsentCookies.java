package io.piste.consent;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * The two cookies of a choice. {@code piste_consent} is for the page to read; {@code piste_visitor}
 * is for us alone, lives 395 days from its first setting and is never prolonged (rule C16).
 */
final class ConsentCookies {
  static final String CONSENT = "piste_consent";
  private static final String HIDDEN = "; HttpOnly";
  static final Duration VISITOR_LIFE = Duration.ofDays(395);

  private ConsentCookies() {}

  /** {@code 1.<consent id>.<text version>.<purposes, or 0>.<seconds since 1970>}. */
  static String value(Decision decision, int textVersion) {
    String granted =
        decision.granted().isEmpty() ? "0" : ConsentRecords.words(decision.granted(), "-");
    return "1.%s.%d.%s.%d"
        .formatted(decision.id(), textVersion, granted, decision.decidedAt().getEpochSecond());
  }

  /** Sends what the browser shall keep, where our cookies reach the page at all. */
  static void send(HttpServletResponse response, Placement placement, Site site, Values values) {
    if (placement == Placement.OTHER_SITE) {
      return;
    }
    String domain =
        placement == Placement.SUBDOMAIN && site.cookieDomain() != null
            ? "; Domain=" + site.cookieDomain()
            : "";
    add(response, cookie(CONSENT, values.consent(), values.seconds()) + domain);
    VisitorId visitor = values.decision().visitor();
    if (visitor == null) {
      add(response, cookie(PresentedVisitors.COOKIE, "", 0) + HIDDEN);
    } else if (values.decision().newcomer()) {
      String value = visitor.toString();
      long seconds = VISITOR_LIFE.toSeconds();
      add(response, cookie(PresentedVisitors.COOKIE, value, seconds) + HIDDEN);
    }
  }

  /** What is written into the cookies, and for how long the choice is remembered. */
  record Values(Decision decision, String consent, long seconds) {}

  /** By hand: Jetty leaves Max-Age out where it is 0, and rule C10 wants it said. */
  private static String cookie(String name, String value, long seconds) {
    return "%s=%s; Path=/; Max-Age=%d; Secure; SameSite=Lax".formatted(name, value, seconds);
  }

  private static void add(HttpServletResponse response, String cookie) {
    response.addHeader("Set-Cookie", cookie);
  }
}
