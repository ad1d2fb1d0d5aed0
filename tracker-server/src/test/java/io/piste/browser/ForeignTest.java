package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A page that has a banner of its own. The banners are small doubles, written from what their
 * makers document (docs/foreign-banners.md).
 */
abstract class ForeignTest extends VisitTest {
  static final String ALL = "{visits: true, profile: true, carts: true}";
  static final String ONE = "{visits: true}";
  static final String NONE = "{}";
  private static final String PUBLISHED = "klaro";

  /** The clock of pages goes faster, so that a banner has had its time sooner. */
  private static final int FASTER = 10;

  private static final String HURRY =
      """
      { const wait = setTimeout;
        window.setTimeout = (work, time, ...rest) =>
            wait(work, time >= 100 ? time / %d : time, ...rest); }
      """
          .formatted(FASTER);

  /** Until the page's own clock has moved on, and what it sent before that has arrived. */
  private static final String PASS =
      """
      const [time, done] = arguments;
      setTimeout(() => fetch('/style.css', {cache: 'no-store'}).finally(done), time);
      """;

  /** Runs once for each banner that there is a double of. */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "wp",
        "complianz",
        "klaro",
        "tarteaucitron",
        "axeptio",
        "didomi",
        "tcf",
        "cookies",
        "eucc"
      })
  @interface EachBanner {}

  private final Map<String, List<String>> published = new HashMap<>();

  @BeforeEach
  void hurry() {
    browser.before(HURRY);
  }

  void doubled(String name) {
    doubled(TrackedSites.SHOP, name);
  }

  void doubled(String host, String name) {
    configured(host, name, null, "ask");
    browser.before(script(name));
  }

  /** As somebody publishes it; without a map the adapter's own holds. */
  void configured(String banner, @Nullable String map) {
    configured(TrackedSites.SHOP, banner, map, "ask");
  }

  /**
   * The server takes choices of any other banner alike, so one is published for all of them, which
   * takes seconds, and pages are told the name.
   */
  void configured(String host, String banner, @Nullable String map, String gpc) {
    List<String> wanted = List.of(map == null ? "{}" : map, gpc);
    if (!wanted.equals(published.get(host))) {
      published.put(host, wanted);
      sites.publish(
          host,
          setup -> {
            setup.put("banner", PUBLISHED).put("gpc", gpc);
            setup.set("foreign", Json.read(wanted.getFirst(), JsonNode.class));
          },
          false);
    }
    sites
        .pages()
        .change(
            "GET " + CONSENT,
            answer ->
                answer.replace(
                    "\"banner\":\"" + PUBLISHED + "\"", "\"banner\":\"" + banner + "\""));
  }

  static String script(String name) {
    try (InputStream in = ForeignTest.class.getResourceAsStream("double-" + name + ".js")) {
      if (in == null) {
        throw new IOException("no double of " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void say(String yes) {
    browser.run("say(" + yes + ")");
  }

  void say(String yes, String path) {
    visit(TrackedSites.SHOP, path);
    say(yes);
  }

  void awaitGranted(String words) {
    browser.awaitThat(
        words + " in the cookie",
        () ->
            browser.cookieNames().contains("piste_consent")
                && Set.of(ConsentCookie.of(browser).granted().split("-", -1))
                    .equals(Set.of(words.split("-", -1))));
  }

  JsonNode sent(int index) {
    return Json.read(sites.pages().posted(CONSENT).get(index).body(), JsonNode.class);
  }

  /** By which act the choices of the running test were made. */
  List<String> recorded() {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT how FROM consent_record ORDER BY decided_at DESC LIMIT 1")
                    .mapTo(String.class)
                    .list());
  }

  Object told() {
    Object told = browser.run("return window.told");
    return told == null ? "" : told;
  }

  /** Two seconds and a half on the page's clock: whatever it does at once is done. */
  void pause() {
    pass(2_500);
  }

  /** Until a banner has had its time, which begins when the page is loaded. */
  void patience() {
    pass(7_000);
  }

  private void pass(int milliseconds) {
    browser.driver().executeAsyncScript(PASS, milliseconds);
  }
}
