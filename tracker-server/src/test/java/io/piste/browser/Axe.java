package io.piste.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What axe-core, a checker of accessibility, finds on a page: WCAG 2.2 up to AA and good habits.
 */
public final class Axe {
  private static final String TAGS =
      "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'RGAAv4',"
          + " 'best-practice']}";

  /** Those of them that look at colours. */
  private static final String COLOURS =
      "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations'], runOnly: RULES}).then(
        (found) => done(found.violations.map((v) =>
          v.id + ' (' + v.help + '): ' + v.nodes.map((n) => n.target.join(' ')).join('; '))),
        (e) => done(['axe failed: ' + e]));
      """;

  private static final String SOURCE = source() + "; window.axe = axe;";

  private Axe() {}

  /** One line for each rule that is broken; empty when all is well. */
  public static List<String> violations(Browser browser) {
    if (!Boolean.TRUE.equals(browser.run("return !!window.axe"))) {
      browser.run(SOURCE);
    }
    return found(browser, TAGS);
  }

  /** The same for colours alone, on a page that was looked at before and has other colours now. */
  static List<String> colours(Browser browser) {
    return found(browser, COLOURS);
  }

  private static List<String> found(Browser browser, String rules) {
    Object found = browser.driver().executeAsyncScript(RUN.replace("RULES", rules));
    if (!(found instanceof List<?> list)) {
      throw new AssertionError("axe gave " + found);
    }
    List<String> violations = new ArrayList<>();
    list.forEach(each -> violations.add(String.valueOf(each)));
    return violations;
  }

  private static String source() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      if (script == null) {
        throw new IllegalStateException("axe.min.js is not on the class path");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
