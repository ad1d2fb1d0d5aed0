package io.piste.console;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The page inside the editor's frame: the banner's own script draws the question in it. */
final class ConsentPreview implements Page {
  private final String script;

  ConsentPreview(String script) {
    this.script = script;
  }

  @Override
  public Answer answer(PageRequest asked) {
    SitesPages.named(asked);
    return Answer.page("consent_preview", "consent.preview", script);
  }

  /** Lets our own pages frame this one, and no other. */
  static void allow(HttpServletRequest request, HttpServletResponse response) {
    String path = request.getPathInfo();
    if (path != null && path.matches("/sites/[^/]+/consent/preview")) {
      SafetyHeaders.allowOwnFrame(response);
    }
  }
}
