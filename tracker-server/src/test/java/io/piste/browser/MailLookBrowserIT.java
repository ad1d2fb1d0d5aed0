package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.mail.SampleMails;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Opens the cart mail as a mail program would show it, and looks. */
final class MailLookBrowserIT {
  private static final List<Look> LOOKS =
      List.of(
          new Look(1280, 1000, false),
          new Look(1280, 1000, true),
          new Look(390, 1000, false),
          new Look(390, 1000, true));

  @Test
  void reads_well_wide_and_narrow_by_day_and_by_night() throws IOException {
    try (Browser browser = Browser.start(LOOKS.getFirst())) {
      for (String language : List.of("fr", "en")) {
        browser.open(page(language).toUri().toString());
        for (Look look : LOOKS) {
          browser.look(look);
          Pictures.take(browser, "sample-mail-" + language, look);
          assertEquals(0L, overflow(browser), "it must not scroll sideways at " + look);
          assertTrue(contrast(browser, "td a") >= 4.5, "the button can be read: " + look);
          assertTrue(contrast(browser, "a[href*='/p/l/u/']") >= 4.5, "the way out too: " + look);
          assertTrue(contrast(browser, "h1") >= 7, "the heading can be read: " + look);
        }
      }
    }
  }

  private static Path page(String language) throws IOException {
    String html = SampleMails.html(language, language.equals("en"));
    for (String picture : List.of("sencha", "theiere")) {
      html = html.replace("https://www.tea.example/img/" + picture + ".jpg", picture(picture));
    }
    return Files.writeString(
        Path.of("target", "mail-" + language + ".html").toAbsolutePath(), html);
  }

  private static String picture(String name) {
    String colours = name.equals("sencha") ? "#b9cf9a,#6f8f4e" : "#8fa3ad,#37474f";
    String svg =
        """
        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><rect width='10' height='10' \
        fill='%s'/><circle cx='5' cy='6' r='3' fill='%s'/></svg>"""
            .formatted(colours.split(",", -1)[0], colours.split(",", -1)[1]);
    return "data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8));
  }

  private static Object overflow(Browser browser) {
    Object pixels =
        browser.run(
            "const d = document.documentElement; return Math.max(0, d.scrollWidth - innerWidth);");
    return pixels == null ? -1L : pixels;
  }

  private static double contrast(Browser browser, String css) {
    Object ratio =
        browser.run(
            """
            const e = document.querySelector(arguments[0]);
            const rgba = (c) => { const n = c.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
            let b = e; while (b && rgba(getComputedStyle(b).backgroundColor)[3] === 0) b = b.parentElement;
            const light = (c) => { const [r, g, x] = rgba(c).map((v) => { v /= 255;
              return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
              return 0.2126 * r + 0.7152 * g + 0.0722 * x; };
            const one = light(getComputedStyle(e).color);
            const two = light(getComputedStyle(b || document.body).backgroundColor);
            return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
            """,
            css);
    return ratio instanceof Number number ? number.doubleValue() : 0;
  }
}
