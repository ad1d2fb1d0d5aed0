package io.piste.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.Bodies;
import io.piste.limit.Limits;
import io.piste.site.Callers;
import io.piste.site.Callers.Call;
import io.piste.site.Cors;
import io.piste.site.CorsServlet;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.VisitorTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /p/v1/consent}: GET gives the text to show, POST takes the choice. Every failure leaves
 * the visitor without consent (rule C18).
 */
public final class ConsentServlet extends CorsServlet {
  private static final int MOST_BYTES = 16 * 1024;

  private final transient Asking asking;
  private final Sites sites;
  private final VisitorTokens tokens;
  private final Limits limits;
  private final PublishedTexts texts;
  private final ChoiceReader choices;
  private final Choices taken;

  /** What is asked on which site, and how often it was. */
  public record Asking(Sites sites, ConsentSetups setups, AskedCounts counts) {}

  /** Reads nothing yet. */
  public ConsentServlet(
      Jdbi jdbi,
      InstantSource clock,
      Asking asking,
      Choices taken,
      VisitorTokens tokens,
      Limits limits) {
    this.asking = asking;
    this.sites = asking.sites();
    this.tokens = tokens;
    this.limits = limits;
    this.texts = new PublishedTexts(jdbi, clock);
    this.choices =
        new ChoiceReader(sites, asking.setups(), texts, new PresentedVisitors(tokens), clock);
    this.taken = taken;
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    Site site = site(request.getParameter("s"));
    boolean listed = Cors.isListedOrNone(request, site);
    sites.callers().count(request, site, listed ? Call.TEXT_ASKED : Call.ORIGIN_REFUSED);
    Cors.requireListedOrNone(request, site);
    response.setHeader("Cache-Control", "public, max-age=300");
    Published published = asking.setups().of(site.id());
    if (published.setup().minors()) {
      send(response, "{\"off\":\"minors\"}");
      return;
    }
    String asked = request.getParameter("l");
    String language = ConsentTexts.language(asked == null ? "" : asked, site, published.setup());
    ConsentText text = texts.serve(site, published, language);
    if (listed && !Callers.isCheck(request)) {
      asking.counts().count(site.id(), text.version(), "1".equals(request.getParameter("h")));
    }
    String options = Json.write(ConsentOptions.of(published.setup(), language));
    // Not written anew: the hash is that of exactly these characters.
    send(
        response,
        "{\"hash\":\"%s\",\"body\":%s,\"options\":%s}"
            .formatted(text.hash(), text.body(), options));
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    response.setHeader("Cache-Control", "no-store");
    // Each choice is a row that is kept for years, and anybody may send one.
    limits.pass(request);
    String body = Bodies.text(request, MOST_BYTES);
    Choice choice =
        choices.read(request, body, site -> ConsentCookies.forget(request, response, site));
    Decision decision = taken.record(choice);
    sites.callers().count(request, choice.site(), Call.CHOICE_MADE);
    Placement placement =
        Placement.of(choice.site(), request.getServerName(), request.getHeader("Origin"));
    ConsentCookies.Values values = ConsentCookies.Values.of(choice, decision);
    ConsentCookies.send(response, placement, choice.site(), values);
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("id", decision.id().toString());
    decision.granted().forEach(answer.putArray("granted")::add);
    answer.put("cookie", values.consent());
    answer.put("maxAge", values.seconds());
    answer.put("visitor", placement == Placement.OTHER_SITE ? token(choice, decision) : null);
    send(response, Json.write(answer));
  }

  /** It ends as the visitor's cookie would; the old one stays where its end cannot be known. */
  private @Nullable String token(Choice choice, Decision decision) {
    Instant ends = decision.visitorEnds(choice.text());
    if (decision.visitor() == null) {
      return null;
    }
    return ends == null
        ? choice.token()
        : tokens.issue(choice.site().publicId(), decision.visitor(), ends);
  }

  private Site site(@Nullable String publicId) {
    return (publicId == null ? Optional.<Site>empty() : sites.byPublicId(publicId))
        .orElseThrow(() -> new Problem(ProblemCode.UNKNOWN_SITE, "There is no site with this id."));
  }

  private static void send(HttpServletResponse response, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
