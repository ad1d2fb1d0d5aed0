package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.browser.Browser;
import io.piste.browser.ConsentPanel;
import io.piste.browser.Look;
import io.piste.site.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short story, on the oldest WordPress that the plug-in promises to run on. */
final class OlderWordPressIT {
  @Test
  void a_plugin_is_uploaded_connected_tracks_and_leaves_nothing(@TempDir Path folder)
      throws IOException {
    try (Tracker tracker = Tracker.start(folder.resolve("data"));
        WordPress wordPress = WordPress.start(WordPress.Version.OLDER, folder);
        Browser browser = Browser.start(Look.DESK)) {
      assertEquals("6.1.9", wordPress.wpCli("core", "version"));
      AdminPages pages = new AdminPages(browser, wordPress);
      Site site = tracker.site("Tea house", wordPress.url());

      pages.signIn().install(Packages.zip("wordpress"));
      String said = pages.connect(tracker.front().url(), tracker.key(site));
      assertEquals("Connected to the site “Tea house”.", said);
      pages.signOut();
      browser.open(wordPress.url() + "/hello-world/");
      new ConsentPanel(browser).accept();
      browser.awaitThat("the view in the log", () -> tracker.events(site, "page") > 0);
      tracker.front().forget();
      pages.comment("hello-world", "Lu", "lu@example.com");
      wordPress.runCron();
      assertEquals(List.of("POST /identify"), tracker.front().names());

      PluginTests.run(wordPress);
      theFallbackWhereTheWebServerAnswersForScriptsItself(wordPress);
      pages.signIn().uninstall();
      assertEquals(List.of(), Leftovers.of(wordPress));
    }
  }

  private static void theFallbackWhereTheWebServerAnswersForScriptsItself(WordPress wordPress)
      throws IOException {
    Files.createFile(wordPress.folder().resolve("answers-scripts-itself"));
    wordPress.wpCli("piste", "test");
    String script =
        wordPress.wpCli(
            "eval",
            "echo (new Piste\\WordPress\\Tracker(new Piste\\WordPress\\Settings))->script();");
    assertTrue(script.startsWith("http://127.0.0.1:"), script);
  }
}
