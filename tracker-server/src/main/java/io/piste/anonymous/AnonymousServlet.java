package io.piste.anonymous;

import io.micrometer.core.instrument.MeterRegistry;
import io.piste.base.JsonFields;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.http.Bodies;
import io.piste.http.ClientAddress;
import io.piste.http.Prefetch;
import io.piste.limit.Limits;
import io.piste.privacy.CoarseAddress;
import io.piste.sender.Sender;
import io.piste.sender.Senders;
import io.piste.site.Cors;
import io.piste.site.CorsServlet;
import io.piste.site.Site;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

/**
 * {@code POST /p/v1/a}: counts a view of a site that switched anonymous statistics on, and takes
 * the wish not to be counted. No cookie is read but that wish, none is set but on it. 204 says that
 * it was counted, or that the sender is none who needs to know ({@link Outcome}).
 */
public final class AnonymousServlet extends CorsServlet {
  private static final int MOST_BYTES = 4 * 1024;
  private static final int LONGEST = 2_000;

  private final Sites sites;
  private final AnonymousSites switched;
  private final Predicate<SiteId> minors;
  private final AnonymousVisits visits;
  private final Senders senders;
  private final Limits limits;
  private final MeterRegistry meters;

  /** Reads nothing yet; sites of which {@code minors} holds count nobody (rule C17). */
  public AnonymousServlet(
      Sites sites,
      AnonymousSites switched,
      Predicate<SiteId> minors,
      AnonymousVisits visits,
      Senders senders,
      Limits limits,
      MeterRegistry meters) {
    this.sites = sites;
    this.switched = switched;
    this.minors = minors;
    this.visits = visits;
    this.senders = senders;
    this.limits = limits;
    this.meters = meters;
    for (Outcome outcome : Outcome.values()) {
      counted(outcome, 0);
    }
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    response.setHeader("Cache-Control", "no-store");
    meters.counter("piste.anonymous.requests").increment();
    try {
      counted(take(request, response), 1);
    } catch (RuntimeException e) {
      counted(Outcome.of(e), 1);
      throw e;
    }
  }

  private void counted(Outcome outcome, int times) {
    meters.counter("piste.anonymous.outcomes", "outcome", outcome.word()).increment(times);
  }

  private Outcome take(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    limits.pass(request);
    JsonFields fields = JsonFields.parse(Bodies.text(request, MOST_BYTES), ProblemCode.BAD_REQUEST);
    Site site = site(fields);
    Cors.requireListed(request, site);
    if (minors.test(site.id())) {
      throw new Problem(
          ProblemCode.SITE_FOR_MINORS, "This site is for minors: nobody is counted on it.");
    }
    if (!switched.isOn(site.id())) {
      throw new Problem(
          ProblemCode.SWITCHED_OFF,
          "Anonymous statistics are not switched on for this site: switch them on in the console,"
              + " or take x.js out of its pages.");
    }
    Boolean out = fields.optionalFlag("out");
    if (out != null) {
      OptOut.answer(request, response, site, out);
      return Outcome.OPTED_OUT;
    }
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    return count(request, fields, site);
  }

  private Outcome count(HttpServletRequest request, JsonFields fields, Site site) {
    String path = fields.text("p", LONGEST);
    String referrer = fields.optionalText("r", LONGEST);
    String campaign = fields.optionalText("q", LONGEST);
    if (OptOut.isAsked(request)) {
      return Outcome.OPTED_OUT;
    }
    if (isOne(request, "Sec-GPC") || isOne(request, "DNT")) {
      return Outcome.PRIVACY_SIGNAL;
    }
    if (Prefetch.isOne(request)) {
      return Outcome.PREFETCH;
    }
    Sender sender = senders.of(request);
    if (!sender.verdict().counts()) {
      return Outcome.ROBOT;
    }
    limits.passUnknown(site.id());
    long network =
        ClientAddress.of(request).map(CoarseAddress::of).map(CoarseAddress::bits).orElse(0L);
    String agent = request.getHeader("User-Agent");
    View view = View.of(site, path, referrer, campaign, sender.client());
    visits.count(site, network, agent == null ? "" : agent, view);
    return Outcome.COUNTED;
  }

  private static boolean isOne(HttpServletRequest request, String header) {
    return "1".equals(request.getHeader(header));
  }

  private Site site(JsonFields fields) {
    return sites
        .byPublicId(fields.text("s", 40))
        .orElseThrow(() -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
  }
}
