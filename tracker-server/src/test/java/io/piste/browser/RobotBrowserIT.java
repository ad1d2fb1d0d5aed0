package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.eventlog.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A real Chromium without a window: what it does with a real consent is stored, and counts not. */
final class RobotBrowserIT {
  @Test
  void a_browser_that_says_that_nobody_looks_is_stored_and_does_not_count() {
    try (TrackedSites sites = TrackedSites.start()) {
      try (Browser hidden = Browser.startByItsOwnName(Look.DESK)) {
        visit(hidden, sites);
      }
      assertEquals(List.of(Verdict.HEADLESS), verdicts(sites));
      try (Browser person = Browser.start(Look.DESK)) {
        visit(person, sites);
        // The second one is projected behind the first, if that is projected at all.
        person.awaitThat("a page is counted", () -> count(sites, "page_view") > 0);
      }
      assertEquals(List.of(Verdict.HEADLESS, Verdict.HUMAN), verdicts(sites));
      assertEquals(1, count(sites, "page_view"));
      assertEquals(1, count(sites, "visit_session"));
    }
  }

  private static void visit(Browser browser, TrackedSites sites) {
    int before = verdicts(sites).size();
    browser.open(sites.page(TrackedSites.SHOP, "/en/"));
    new ConsentPanel(browser).accept();
    browser.awaitThat("the page is in the log", () -> verdicts(sites).size() > before);
  }

  private static List<Verdict> verdicts(TrackedSites sites) {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT verdict FROM event_log WHERE type = 'page' ORDER BY seq")
                    .mapTo(Integer.class)
                    .map(Verdict::of)
                    .list());
  }

  private static int count(TrackedSites sites, String table) {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Integer.class).one());
  }
}
