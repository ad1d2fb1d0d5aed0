package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.base.SiteId;
import io.piste.console.view.Formats;
import io.piste.console.view.Texts;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request, with what was found out about it before its page is asked. */
final class PageRequest {
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Map<String, String> variables;
  private final Visit visit;
  private final Texts texts;
  private final List<Site> sites;
  private final Instant now;

  /**
   * Who asks.
   *
   * @param session token of the session, or of the form cookie while not signed in
   * @param user null while not signed in
   */
  record Visit(String session, @Nullable User user) {}

  PageRequest(
      HttpServletRequest request,
      HttpServletResponse response,
      Map<String, String> variables,
      Visit visit,
      Texts texts,
      List<Site> sites,
      Instant now) {
    this.request = request;
    this.response = response;
    this.variables = Map.copyOf(variables);
    this.visit = visit;
    this.texts = texts;
    this.sites = List.copyOf(sites);
    this.now = now;
  }

  /** A part of the path, by the name it has in the route. */
  String variable(String name) {
    return variables.getOrDefault(name, "");
  }

  /** A number in the path; {@link Problem} NOT_FOUND when it is none. */
  long numberInPath(String name) {
    try {
      return Long.parseLong(variable(name));
    } catch (NumberFormatException e) {
      throw new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
    }
  }

  /** A field of the form or the query, without spaces around; empty when it is missing. */
  String field(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** Whether the form or the query has the field, perhaps empty. */
  boolean names(String name) {
    return request.getParameter(name) != null;
  }

  /** A field exactly as it was typed: passwords. */
  String fieldAsTyped(String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value;
  }

  /** A number in the query, empty when it is missing or none. */
  Optional<Long> number(String name) {
    String text = field(name);
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  /** Who is signed in; only on pages that need it. */
  User user() {
    if (visit.user() == null) {
      throw new IllegalStateException("this page was reached without signing in");
    }
    return visit.user();
  }

  Visit visit() {
    return visit;
  }

  Texts texts() {
    return texts;
  }

  /** Formats by the clock of the chosen site. */
  Formats formats() {
    return new Formats(texts, zone(), now);
  }

  Instant now() {
    return now;
  }

  ZoneId zone() {
    return site().map(Site::timeZone).orElse(ZoneId.of("UTC"));
  }

  List<Site> sites() {
    return sites;
  }

  /**
   * The site that the path names, else that chosen by the query, else the one chosen last, else the
   * first; empty without any.
   */
  Optional<Site> site() {
    return named(variable("site"))
        .or(() -> named(field("site")))
        .or(() -> named(Cookies.read(request, Cookies.SITE).orElse("")))
        .or(() -> sites.stream().findFirst());
  }

  /** The name of a site, empty when it is gone. */
  String siteName(long id) {
    return sites.stream()
        .filter(site -> site.id().value() == id)
        .map(Site::name)
        .findFirst()
        .orElse("");
  }

  /** What a site is called in addresses, empty when it is gone. */
  String sitePublicId(SiteId id) {
    return sites.stream()
        .filter(site -> site.id().equals(id))
        .map(Site::publicId)
        .findFirst()
        .orElse("");
  }

  /** Where the request comes from; for throttling. */
  String address() {
    return request.getRemoteAddr();
  }

  HttpServletRequest servletRequest() {
    return request;
  }

  HttpServletResponse servletResponse() {
    return response;
  }

  private Optional<Site> named(String publicId) {
    return sites.stream().filter(site -> site.publicId().equals(publicId)).findFirst();
  }
}
