package io.piste.consent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.http.Bodies;
import io.piste.http.PisteServlet;
import io.piste.limit.Limits;
import io.piste.site.Callers.Call;
import io.piste.site.Cors;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.token.VisitorTokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * {@code /p/v1/consent}: GET gives the text to show, POST takes the choice. Every failure leaves
 * the visitor without consent (rule C18).
 */
public final class ConsentServlet extends PisteServlet {
  private static final int MOST_BYTES = 16 * 1024;

  private final Sites sites;
  private final VisitorTokens tokens;
  private final ConsentSettings settings;
  private final Limits limits;
  private final PublishedTexts texts;
  private final ChoiceReader choices;
  private final Choices taken;

  /** Reads nothing yet. */
  public ConsentServlet(
      Jdbi jdbi,
      InstantSource clock,
      Sites sites,
      Choices taken,
      VisitorTokens tokens,
      ConsentSettings settings,
      Limits limits) {
    this.sites = sites;
    this.tokens = tokens;
    this.settings = settings;
    this.limits = limits;
    this.texts = new PublishedTexts(jdbi, clock, new ConsentTexts(settings));
    this.choices = new ChoiceReader(sites, texts, new PresentedVisitors(tokens));
    this.taken = taken;
  }

  @Override
  protected void refuse(HttpServletRequest request, HttpServletResponse response, Problem problem)
      throws IOException {
    Cors.open(request, response);
    super.refuse(request, response, problem);
  }

  @Override
  protected void options(HttpServletRequest request, HttpServletResponse response) {
    Cors.preflight(request, response);
  }

  @Override
  protected void get(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    Site site = site(request.getParameter("s"));
    boolean listed = Cors.isListedOrNone(request, site);
    sites.callers().count(request, site, listed ? Call.TEXT_ASKED : Call.ORIGIN_REFUSED);
    Cors.requireListedOrNone(request, site);
    String asked = request.getParameter("l");
    ConsentText text = texts.serve(site, ConsentTexts.language(asked == null ? "" : asked, site));
    response.setHeader("Cache-Control", "public, max-age=300");
    // Not written anew: the hash is that of exactly these characters.
    send(response, "{\"hash\":\"" + text.hash() + "\",\"body\":" + text.body() + "}");
  }

  @Override
  protected void post(HttpServletRequest request, HttpServletResponse response) throws IOException {
    Cors.open(request, response);
    response.setHeader("Cache-Control", "no-store");
    // Each choice is a row that is kept for years, and anybody may send one.
    limits.pass(request);
    Choice choice = choices.read(request, Bodies.text(request, MOST_BYTES));
    Decision decision = taken.record(choice);
    sites.callers().count(request, choice.site(), Call.CHOICE_MADE);
    Placement placement =
        Placement.of(choice.site(), request.getServerName(), request.getHeader("Origin"));
    String cookie = ConsentCookies.value(decision, choice.text().version());
    ConsentCookies.send(
        response,
        placement,
        choice.site(),
        new ConsentCookies.Values(decision, cookie, settings.seconds()));
    ObjectNode answer = Json.MAPPER.createObjectNode();
    answer.put("id", decision.id().toString());
    decision.granted().stream()
        .sorted()
        .map(Purpose::word)
        .forEach(answer.putArray("granted")::add);
    answer.put("cookie", cookie);
    answer.put("maxAge", settings.seconds());
    answer.put("visitor", placement == Placement.OTHER_SITE ? token(choice, decision) : null);
    send(response, Json.write(answer));
  }

  /** A visitor that goes on keeps its token: a new one would live longer than rule C16 allows. */
  private @Nullable String token(Choice choice, Decision decision) {
    if (decision.visitor() == null) {
      return null;
    }
    if (choice.token() != null && !decision.newcomer()) {
      return choice.token();
    }
    return tokens.issue(
        choice.site().publicId(),
        decision.visitor(),
        decision.decidedAt().plus(ConsentCookies.VISITOR_LIFE));
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
