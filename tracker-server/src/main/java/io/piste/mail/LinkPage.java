package io.piste.mail;

import io.piste.site.Site;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plain pages behind links of mails, in French and English. They load nothing, run nothing and
 * name nobody.
 */
final class LinkPage {
  private static final String STYLE = Texts.file("link.css");

  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; form-action 'self'; base-uri 'none'; "
              .formatted(sha256(STYLE))
          + "frame-ancestors 'none'";

  private final Template template = Template.html(Texts.file("link.html"));
  private final Map<String, Texts> texts =
      Map.of("fr", Texts.of("link", "fr"), "en", Texts.of("link", "en"));

  /** Which page, in which language, of whose site; no site where the link names none. */
  record View(String page, String language, @Nullable Site site, int status) {}

  void send(HttpServletResponse response, View view) throws IOException {
    protect(response);
    response.setStatus(view.status());
    response.setContentType("text/html;charset=UTF-8");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("X-Frame-Options", "DENY");
    byte[] body = template.fill(values(view)).getBytes(StandardCharsets.UTF_8);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** What every answer to such a link says: keep nothing, tell nobody, list nowhere. */
  static void protect(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("X-Robots-Tag", "noindex, nofollow");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private Map<String, Object> values(View view) {
    Texts words = texts.getOrDefault(view.language(), Texts.of("link", "en"));
    Site site = view.site();
    Map<String, String> names = Map.of("site", site == null ? "" : site.name());
    Map<String, Object> values = new HashMap<>();
    values.put("language", view.language());
    values.put("style", STYLE);
    values.put("site", site == null ? "" : site.name());
    values.put("title", words.of(view.page() + ".title", names));
    values.put("text", words.of(view.page() + ".text", names));
    values.put("button", words.of(view.page() + ".button", names));
    String shop = site == null || site.origins().isEmpty() ? "" : site.origins().getFirst();
    values.put("shopUrl", view.page().equals("ask") ? "" : shop);
    values.put("shop", words.of("shop", names));
    return values;
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
