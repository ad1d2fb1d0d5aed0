package io.piste.console;

import io.piste.base.DatabaseAway;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Texts;
import io.piste.site.Sites;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything under {@code /console}: finds out who asks, refuses what is forged, asks the page and
 * writes its answer. A page that throws becomes an error page that tells nothing of our insides.
 */
final class ConsoleServlet extends HttpServlet {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleServlet.class);

  private final Router router;
  private final Sessions sessions;
  private final Sites sites;
  private final transient Renderer renderer;
  private final InstantSource clock;
  private final transient JournalPage journal;

  ConsoleServlet(
      Router router,
      Sessions sessions,
      Sites sites,
      Renderer renderer,
      InstantSource clock,
      JournalPage journal) {
    this.router = router;
    this.sessions = sessions;
    this.sites = sites;
    this.renderer = renderer;
    this.clock = clock;
    this.journal = journal;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    SafetyHeaders.write(request, response);
    ConsentPreview.allow(request, response);
    response.setHeader("Cache-Control", "no-store");
    if (journal.isNeeded()) {
      tellAway(request, response);
      return;
    }
    PageRequest asked = strangers(request, response, new PageRequest.Visit("", null));
    try {
      String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
      Router.Found found = found(method, request);
      Optional<User> user = Cookies.read(request, Cookies.SESSION).flatMap(sessions::find);
      asked = asked(request, response, found.variables(), visit(request, response, user));
      if (user.isEmpty() && !found.open()) {
        askToSignIn(asked, method);
        return;
      }
      if (method.equals("POST")) {
        Forgery.refuse(asked);
      }
      write(asked, found.page().answer(asked));
    } catch (Problem e) {
      renderer.problem(asked, e.code());
    } catch (Exception e) {
      if (DatabaseAway.caused(e)) {
        LOG.warn("{}: the database is away", request.getMethod());
        tellAway(request, response);
      } else {
        LOG.error("{} {} failed", request.getMethod(), request.getPathInfo(), e);
        renderer.problem(asked, ProblemCode.INTERNAL);
      }
    }
  }

  /** Without the database no page can be shown; those who were signed in see how things stand. */
  private void tellAway(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Retry-After", "10");
    response.setHeader("Refresh", "10");
    Optional<User> user = Cookies.read(request, Cookies.SESSION).flatMap(sessions::remembered);
    PageRequest asked = asked(request, response, Map.of(), visit(request, response, user));
    if (user.isPresent()) {
      renderer.show(asked, journal.inPlaceOfAnother(asked));
    } else {
      renderer.problem(asked, ProblemCode.DATABASE_AWAY);
    }
  }

  private Router.Found found(String method, HttpServletRequest request) {
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    return router
        .find(method, path)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such page."));
  }

  private PageRequest asked(
      HttpServletRequest request,
      HttpServletResponse response,
      Map<String, String> variables,
      PageRequest.Visit visit) {
    User user = visit.user();
    return new PageRequest(
        request,
        response,
        variables,
        visit,
        Texts.in(user == null ? languageOf(request) : user.language()),
        user == null ? java.util.List.of() : sites.all(),
        clock.instant());
  }

  private PageRequest strangers(
      HttpServletRequest request, HttpServletResponse response, PageRequest.Visit visit) {
    return asked(request, response, Map.of(), visit);
  }

  /** While nobody is signed in, forms are tied to a cookie of their own. */
  private static PageRequest.Visit visit(
      HttpServletRequest request, HttpServletResponse response, Optional<User> user) {
    if (user.isPresent()) {
      String session = Cookies.read(request, Cookies.SESSION).orElseThrow();
      return new PageRequest.Visit(session, user.get());
    }
    String token =
        Cookies.read(request, Cookies.FORM)
            .filter(value -> value.length() >= 32)
            .orElseGet(RandomToken::make);
    Cookies.write(request, response, Cookies.FORM, token, Sessions.LONGEST);
    return new PageRequest.Visit(token, null);
  }

  private static void askToSignIn(PageRequest asked, String method) {
    HttpServletRequest request = asked.servletRequest();
    HttpServletResponse response = asked.servletResponse();
    String signIn = "/console/sign-in";
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", signIn);
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      return;
    }
    String next = method.equals("GET") ? request.getRequestURI() : "/console/";
    sendOn(response, signIn + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));
  }

  private void write(PageRequest asked, Answer answer) throws IOException {
    switch (answer) {
      case Answer.Shown shown -> renderer.show(asked, shown);
      case Answer.SentOn on -> sendOn(asked.servletResponse(), on.path());
      case Answer.File file -> send(asked.servletResponse(), file);
      case Answer.Sent sent -> send(asked.servletResponse(), sent);
      case Answer.Stream stream -> send(asked.servletResponse(), stream);
    }
  }

  private static void send(HttpServletResponse response, Answer.File file) throws IOException {
    String name = URLEncoder.encode(file.name(), StandardCharsets.UTF_8);
    response.setContentType("text/csv;charset=UTF-8");
    response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    try (Writer out = response.getWriter()) {
      file.content().write(out);
    }
  }

  private static void send(HttpServletResponse response, Answer.Sent sent) throws IOException {
    response.setContentType(sent.type());
    if (!sent.name().isEmpty()) {
      String name = URLEncoder.encode(sent.name(), StandardCharsets.UTF_8);
      response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    }
    response.setContentLength(sent.bytes().remaining());
    response.getOutputStream().write(sent.bytes());
  }

  private static void send(HttpServletResponse response, Answer.Stream stream) throws IOException {
    String name = URLEncoder.encode(stream.name(), StandardCharsets.UTF_8);
    response.setContentType(stream.type());
    response.setHeader("Content-Disposition", "attachment; filename*=UTF-8''" + name);
    try (OutputStream out = response.getOutputStream()) {
      stream.content().write(out);
    }
  }

  private static void sendOn(HttpServletResponse response, String path) {
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", path);
  }

  private static String languageOf(HttpServletRequest request) {
    Optional<String> chosen = Cookies.read(request, Cookies.LANGUAGE);
    if (chosen.isPresent()) {
      return chosen.get();
    }
    for (Locale locale : java.util.Collections.list(request.getLocales())) {
      if (Texts.LANGUAGES.contains(locale.getLanguage())) {
        return locale.getLanguage();
      }
    }
    return Texts.LANGUAGES.getFirst();
  }
}
