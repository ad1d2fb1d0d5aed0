package io.piste.consent;

import io.piste.base.VisitorId;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The two cookies of a choice. {@code piste_consent} is for the page to read; {@code piste_visitor}
 * is for us alone and ends with the consent: a visit never prolongs it, a new consent does, and no
 * consent beyond 395 days from its first setting (rule C16).
 */
final class ConsentCookies {
  static final String CONSENT = "piste_consent";
  private static final String HIDDEN = "; HttpOnly";

  private ConsentCookies() {}

  /** {@code 1.<consent id>.<text version>.<purposes, or 0>.<seconds since 1970>}. */
  static String value(Decision decision, int textVersion) {
    String granted = decision.granted().isEmpty() ? "0" : String.join("-", decision.granted());
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
    visitor(response, site, values);
  }

  /** Deletes both, however they once were set: on a site for minors nothing is remembered. */
  static void forget(HttpServletRequest request, HttpServletResponse response, Site site) {
    Placement placement = Placement.of(site, request.getServerName(), request.getHeader("Origin"));
    if (placement != Placement.OTHER_SITE) {
      delete(response, site, CONSENT, "");
      delete(response, site, PresentedVisitors.COOKIE, HIDDEN);
    }
  }

  private static void delete(
      HttpServletResponse response, Site site, String name, String attributes) {
    add(response, cookie(name, "", 0) + attributes);
    if (site.cookieDomain() != null) {
      add(response, cookie(name, "", 0) + attributes + "; Domain=" + site.cookieDomain());
    }
  }

  /** Hidden from scripts, for our host alone. */
  private static void visitor(HttpServletResponse response, Site site, Values values) {
    VisitorId visitor = values.decision().visitor();
    Instant ends = values.visitorEnds();
    if (visitor == null) {
      delete(response, site, PresentedVisitors.COOKIE, HIDDEN);
    } else if (ends != null) {
      long seconds = Duration.between(values.decision().decidedAt(), ends).toSeconds();
      add(response, cookie(PresentedVisitors.COOKIE, visitor.toString(), seconds) + HIDDEN);
    }
  }

  /**
   * What is written into the cookies, for how long the choice is remembered, and when the visitor
   * is forgotten; null leaves the visitor's cookie as it is.
   */
  record Values(Decision decision, String consent, long seconds, @Nullable Instant visitorEnds) {
    static Values of(Choice choice, Decision decision) {
      return new Values(
          decision,
          value(decision, choice.text().version()),
          choice.text().seconds(),
          decision.visitorEnds(choice.text()));
    }
  }

  /** By hand: Jetty leaves Max-Age out where it is 0, and rule C10 wants it said. */
  private static String cookie(String name, String value, long seconds) {
    return "%s=%s; Path=/; Max-Age=%d; Secure; SameSite=Lax".formatted(name, value, seconds);
  }

  private static void add(HttpServletResponse response, String cookie) {
    response.addHeader("Set-Cookie", cookie);
  }
}
