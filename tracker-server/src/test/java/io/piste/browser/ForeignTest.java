package io.piste.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A page that has a banner of its own. The banners are small doubles, written from what their
 * makers document (docs/foreign-banners.md).
 */
abstract class ForeignTest extends VisitTest {
  static final String ALL = "{visits: true, profile: true, carts: true}";
  static final String ONE = "{visits: true}";
  static final String NONE = "{}";

  void doubled(String name) {
    configured(name, null);
    browser.before(script(name));
  }

  /** Until the console can say so, the configuration is told here. */
  void configured(String banner, @Nullable String map) {
    configured(banner, map, "ask");
  }

  void configured(String banner, @Nullable String map, String gpc) {
    sites
        .pages()
        .change(
            "GET " + CONSENT,
            answer -> {
              ObjectNode whole = Json.read(answer, ObjectNode.class);
              ObjectNode options = whole.withObject("/options");
              options.put("banner", banner).put("gpc", gpc);
              if (map != null) {
                options.set("map", Json.read(map, JsonNode.class));
              }
              return Json.write(whole);
            });
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

  static void pause() {
    sleep(700);
  }

  static void patience() {
    sleep(6_000);
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
