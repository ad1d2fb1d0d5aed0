package io.piste.mail;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/** Reads what requests for links of mails have in common. */
final class LinkRequests {
  private LinkRequests() {}

  /** What stands behind the servlet's path; anything may. */
  static String token(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo()).map(path -> path.substring(1)).orElse("");
  }

  /** The first of the browser's languages that there are texts for. */
  static String language(HttpServletRequest request) {
    return Collections.list(request.getLocales()).stream()
        .map(Locale::getLanguage)
        .filter(CartMailRenderer::speaks)
        .findFirst()
        .orElse("en");
  }
}
