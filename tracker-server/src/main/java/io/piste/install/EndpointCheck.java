package io.piste.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.base.ProblemCode;
import io.piste.fetch.FetchProblem;
import io.piste.fetch.Fetched;
import io.piste.fetch.WebUri;
import io.piste.site.Site;
import java.net.URI;
import java.util.Locale;
import java.util.Map;

/** Whether what a page asks and sends arrives here and may be read by the page. Stores nothing. */
final class EndpointCheck {
  private final Asker asker;
  private final Site site;
  private final String origin;

  /** For pages of an origin. */
  EndpointCheck(Asker asker, Site site, String origin) {
    this.asker = asker;
    this.site = site;
    this.origin = origin;
  }

  Finding endpoint(Wanted wanted) {
    URI text = URI.create(wanted.consent() + "?s=" + site.publicId() + "&l=" + site.language());
    try {
      Fetched answer = ask(text);
      Finding asked = judge(text, answer);
      if (asked.mark() == Mark.GOOD && !mayRead(wanted, answer)) {
        return Finding.bad(
            Point.ENDPOINT,
            "cors",
            wanted.origin(),
            answer.header("access-control-allow-origin").orElse(""));
      }
      return asked.mark() == Mark.GOOD ? events(wanted) : asked;
    } catch (FetchProblem problem) {
      return PageCheck.unreachable(Point.ENDPOINT, problem);
    }
  }

  /** A page's own host needs nobody's leave. */
  private boolean mayRead(Wanted wanted, Fetched answer) {
    return wanted.origin().equals(origin)
        || (answer.header("access-control-allow-origin").orElse("").equals(origin)
            && answer.header("access-control-allow-credentials").orElse("").equals("true"));
  }

  private Finding judge(URI url, Fetched answer) {
    JsonNode json = json(answer);
    String code = json.path("code").asText("");
    if (answer.status() == 200 && json.path("hash").isTextual()) {
      return Finding.good(Point.ENDPOINT, "good", url.toString());
    }
    if (is(code, ProblemCode.ORIGIN_NOT_LISTED)) {
      return Finding.bad(Point.ENDPOINT, "origin", origin).paste(origin);
    }
    if (is(code, ProblemCode.UNKNOWN_SITE)) {
      return Finding.bad(Point.ENDPOINT, "other_server", WebUri.origin(url));
    }
    if (answer.status() == 503 || is(code, ProblemCode.TOO_MANY_REQUESTS)) {
      return Finding.unsure(Point.ENDPOINT, "away", Integer.toString(answer.status()));
    }
    return notForwarded(url, answer);
  }

  /** It takes posts alone, and says so in our words: then a post would have arrived too. */
  private Finding events(Wanted wanted) throws FetchProblem {
    Fetched answer = ask(wanted.events());
    return is(json(answer).path("code").asText(""), ProblemCode.METHOD_NOT_ALLOWED)
        ? Finding.good(Point.ENDPOINT, "good", wanted.origin())
        : notForwarded(wanted.events(), answer);
  }

  private static Finding notForwarded(URI url, Fetched answer) {
    return Finding.bad(
            Point.ENDPOINT, "not_forwarded", url.toString(), Integer.toString(answer.status()))
        .paste(ProxyLines.all());
  }

  private Fetched ask(URI url) throws FetchProblem {
    return asker.get(url, Map.of("Origin", origin));
  }

  private static boolean is(String code, ProblemCode wanted) {
    return code.equals(wanted.name().toLowerCase(Locale.ROOT));
  }

  private static JsonNode json(Fetched answer) {
    try {
      JsonNode read = Json.MAPPER.readTree(answer.text());
      return read == null ? Json.MAPPER.createObjectNode() : read;
    } catch (JsonProcessingException e) {
      return Json.MAPPER.createObjectNode();
    }
  }
}
