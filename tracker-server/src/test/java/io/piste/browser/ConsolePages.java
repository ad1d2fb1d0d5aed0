package io.piste.browser;

import io.piste.console.TestConsole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What every page of the console is asked: barriers, policy, width. Leaves pictures. */
final class ConsolePages {
  private static final List<Look> LOOKS = List.of(Look.DESK, Look.PHONE);

  private ConsolePages() {}

  static void signIn(Browser browser, TestConsole console) {
    browser.open(console.url("/console/"));
    browser.find("#email").sendKeys(TestConsole.EMAIL);
    browser.find("#password").sendKeys(TestConsole.PASSWORD);
    browser.click("main form button");
    browser.find("nav");
  }

  /**
   * What is wrong with the pages, by name and path, in both widths, by day and by night. Night
   * changes colours alone (NightTest): what else there is to a page is looked at once.
   */
  static List<String> faults(Browser browser, TestConsole console, Map<String, String> pages) {
    List<String> faults = new ArrayList<>();
    for (var page : pages.entrySet()) {
      for (Look look : LOOKS) {
        browser.look(look);
        browser.open(console.url(page.getValue()));
        String where = page.getKey() + " " + look.width();
        Axe.violations(browser).forEach(barrier -> faults.add(where + ": " + barrier));
        long overflow = overflow(browser);
        if (overflow > 0) {
          faults.add(where + " scrolls sideways by " + overflow);
        }
        Pictures.take(browser, "console/" + page.getKey(), look);
        browser.look(look.atNight());
        Axe.colours(browser).forEach(barrier -> faults.add(where + " at night: " + barrier));
        Pictures.take(browser, "console/" + page.getKey(), look.atNight());
        browser.complaints().forEach(complaint -> faults.add(where + ": " + complaint));
      }
    }
    browser.look(Look.DESK);
    return faults;
  }

  /** The width that the page needs beyond the window, in pixels. */
  private static long overflow(Browser browser) {
    Object wide =
        browser.run(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return wide instanceof Long pixels ? pixels : Long.MAX_VALUE;
  }
}
