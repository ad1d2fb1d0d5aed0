package io.piste.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.piste.base.ProblemCode;
import io.piste.console.view.Frame;
import io.piste.console.view.Frame.AssetUrls;
import io.piste.console.view.Frame.SiteChoice;
import io.piste.console.view.MessageView;
import io.piste.journal.JournalStatus;
import io.piste.site.Site;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts templates and the frame around them together and writes the page. Thread-safe. */
final class Renderer {
  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Renderer.class.getClassLoader(), "io.piste.console.page");
  private final AssetUrls assets;
  private final Supplier<JournalStatus> journal;
  private final ProjectionNews news;

  Renderer(AssetUrls assets, Supplier<JournalStatus> journal, ProjectionNews news) {
    this.assets = assets;
    this.journal = journal;
    this.news = news;
  }

  /** Writes a page, or the part of one that a template makes. */
  void show(PageRequest asked, Answer.Shown shown) throws IOException {
    StringOutput html = new StringOutput(16_384);
    String template = shown.template() + ".jte";
    engine.render(template, Map.of("frame", frame(asked, shown), "m", shown.model()), html);
    byte[] bytes = html.toString().getBytes(StandardCharsets.UTF_8);
    HttpServletResponse response = asked.servletResponse();
    response.setStatus(shown.status());
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  /** A template as text, for what is no page. */
  String text(String template, PageRequest asked, Object model) {
    StringOutput text = new StringOutput(16_384);
    engine.render(template + ".jte", Map.of("t", asked.texts(), "m", model), text);
    return text.toString();
  }

  /** Writes the page that tells of a problem. */
  void problem(PageRequest asked, ProblemCode code) throws IOException {
    String key =
        switch (code.status()) {
          case 403 -> "problem.forged";
          case 404 -> "problem.missing";
          case 405 -> "problem.missing";
          case 503 -> "problem.away";
          default -> "problem.internal";
        };
    MessageView message = new MessageView(key, "problem.home", "/console/");
    show(asked, new Answer.Shown("message", key + ".title", message, code.status()));
  }

  private Frame frame(PageRequest asked, Answer.Shown shown) {
    HttpServletRequest request = asked.servletRequest();
    User user = asked.visit().user();
    String path = request.getPathInfo() == null ? "/" : request.getPathInfo();
    String query = request.getQueryString();
    return new Frame(
        asked.texts(),
        asked.formats(),
        asked.texts().of(shown.titleKey()),
        path.split("/", -1).length > 1 ? path.split("/", -1)[1] : "",
        user == null ? null : user.email().value(),
        theme(request),
        RandomToken.forForms(asked.visit().session()),
        "/console" + path + (query == null ? "" : "?" + query),
        asked.sites().stream().map(site -> new SiteChoice(site.publicId(), site.name())).toList(),
        asked.site().map(Site::publicId).orElse(""),
        notice(asked, shown).orElse(null),
        mayAsk(asked, shown) ? news.alarming() : 0,
        assets);
  }

  /** Of the journal before all, which asks the database nothing. */
  private Optional<Frame.Notice> notice(PageRequest asked, Answer.Shown shown) {
    Optional<Frame.Notice> ofJournal =
        shown.template().equals("journal")
            ? Optional.empty()
            : JournalPage.notice(journal.get(), asked.formats());
    boolean toldAlready = shown.template().equals("letters");
    return ofJournal.isPresent() || toldAlready || !mayAsk(asked, shown)
        ? ofJournal
        : news.notice(asked);
  }

  /**
   * Whether the database may be asked: for those who are signed in, and not to tell that it fails.
   */
  private static boolean mayAsk(PageRequest asked, Answer.Shown shown) {
    return asked.visit().user() != null
        && !shown.template().equals("journal")
        && !shown.template().equals("message");
  }

  private static String theme(HttpServletRequest request) {
    return Cookies.read(request, Cookies.THEME)
        .filter(theme -> theme.equals("light") || theme.equals("dark"))
        .orElse("auto");
  }
}
