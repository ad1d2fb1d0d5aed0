package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.App;
import io.piste.Settings;
import io.piste.base.Clocks;
import io.piste.site.NewSite;
import io.piste.site.Site;
import io.piste.site.Sites;
import io.piste.support.RawHttp;
import io.piste.support.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tracker under the site's own name and under other names, as docs/proxies.md tells. */
final class ProxiesBrowserIT {
  private static final String HOST = "own.proxied.localhost";

  private static TestDatabase database;
  private static App app;
  private static Settings settings;
  private static Browser browser;

  @BeforeAll
  static void start(@TempDir Path data) {
    database = TestDatabase.fresh();
    Map<String, String> values = new HashMap<>(database.settings());
    values.put("data.folder", data.toString());
    values.put("http.port", "0");
    values.put("secret.key", "0123456789abcdef".repeat(4));
    values.put("paths.script", "/p/tea/leaf.js");
    values.put("paths.banner", "/p/tea/cup.js");
    values.put("paths.events", "/p/tea/steam");
    values.put("paths.consent", "/p/tea/choice");
    settings = Settings.read(values);
    app = App.start(settings, Clocks.system());
    browser = Browser.start(Look.DESK);
  }

  @AfterAll
  static void stop() {
    browser.close();
    app.close();
    database.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_visit_behind_a_proxy_is_kept_with_cookies_of_the_site_itself(
      FrontServer.Kind kind, @TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("pages"));
    try (FrontServer front = FrontServer.start(kind, folder, app.port())) {
      String origin = "http://" + HOST + ":" + front.port();
      Site site = site(origin);
      Files.writeString(
          folder.resolve("pages/index.html"),
          "<!doctype html><html lang=\"en\"><title>Teas</title>" + settings.paths().tag(site));
      browser.renew(List.of(origin));

      browser.open(origin + "/index.html");
      new ConsentPanel(browser).accept();

      browser.awaitThat("the view in the log", () -> views(site) == 1);
      StoredCookie visitor = browser.cookie("piste_visitor");
      assertEquals(HOST, visitor.domain());
      assertTrue(visitor.httpOnly());
      String console = RawHttp.get(front.port(), "/console/sign-in").host(HOST).send().body();
      assertFalse(console.contains("Piste"), "the console is not to be seen: " + console);
    }
  }

  private static Site site(String origin) {
    Site added =
        new Sites(database.jdbi(), Clocks.system())
            .add(NewSite.named("Teas").trackerUrl(origin).origins(List.of(origin)).build());
    browser.awaitThat("the server to know the site", () -> isKnown(added));
    return added;
  }

  private static boolean isKnown(Site site) {
    try {
      return RawHttp.get(app.port(), "/p/tea/choice?l=en&s=" + site.publicId()).send().status()
          == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int views(Site site) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM event_log WHERE type = 'page' AND site_id = :site")
                    .bind("site", site.id())
                    .mapTo(Integer.class)
                    .one());
  }
}
