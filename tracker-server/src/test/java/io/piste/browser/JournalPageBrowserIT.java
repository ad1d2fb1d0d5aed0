package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.journal.JournalStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the console looks while the database is away. Leaves pictures in target/screenshots. */
final class JournalPageBrowserIT {
  private static final Path PICTURES = Path.of("target", "screenshots", "console");
  private static final long CAPACITY = TestConsole.QUIET.capacity();

  @Test
  void what_it_says_has_no_barrier_and_does_not_scroll_sideways() throws IOException {
    List<String> faults = new ArrayList<>();
    try (TestConsole console = new TestConsole();
        Browser browser = Browser.start(Look.DESK)) {
      console.addUser();
      TeaHouse.fill(console.database().jdbi(), console.addShop(), console.clock().instant());
      signIn(console, browser);
      Instant now = console.clock().instant();
      Instant since = now.minusSeconds(754);
      Map<String, JournalStatus> states =
          Map.of(
              "journal-away", new JournalStatus(12_345, 7, 9_000_000, CAPACITY, since, since, 0),
              "journal-full", new JournalStatus(99_345, 7, CAPACITY, CAPACITY, since, since, 0),
              "journal-returning", new JournalStatus(2_345, 0, 2_000_000, CAPACITY, since, null, 0),
              "journal-aside", new JournalStatus(0, 0, 0, CAPACITY, null, null, 1));
      for (var state : states.entrySet()) {
        console.journal(state.getValue());
        for (Look look :
            List.of(Look.DESK, Look.DESK.atNight(), Look.PHONE, Look.PHONE.atNight())) {
          for (String page : List.of("", "journal")) {
            browser.look(look);
            browser.open(console.url("/console/" + page));
            String where = state.getKey() + "-" + (page.isEmpty() ? "overview" : "page");
            Axe.violations(browser).forEach(barrier -> faults.add(where + ": " + barrier));
            if (browser.run("return document.documentElement.scrollWidth - innerWidth")
                    instanceof Long wide
                && wide > 0) {
              faults.add(where + " scrolls sideways by " + wide + " at " + look.width());
            }
            shoot(browser, where, look);
          }
        }
      }
    }
    assertEquals(List.of(), faults);
  }

  private static void signIn(TestConsole console, Browser browser) {
    browser.open(console.url("/console/"));
    browser.find("#email").sendKeys(TestConsole.EMAIL);
    browser.find("#password").sendKeys(TestConsole.PASSWORD);
    browser.click("main form button");
    browser.find("nav");
  }

  private static void shoot(Browser browser, String name, Look look) throws IOException {
    String file = name + "-" + look.width() + (look.dark() ? "-dark" : "-light") + ".png";
    var shot = browser.devTools("Page.captureScreenshot", Map.of("format", "png"));
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(file), Base64.getDecoder().decode(shot.path("data").asText()));
  }
}
