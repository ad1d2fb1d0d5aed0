package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages of anonymous statistics as people see them. */
final class AnonymousLookBrowserIT {
  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    try (TestConsole console = new TestConsole();
        Browser browser = Browser.start(Look.DESK)) {
      console.addUser();
      Site shop = console.addShop();
      long today = console.clock().millis() / 86_400_000;
      console
          .database()
          .jdbi()
          .useHandle(
              handle -> {
                handle.execute("INSERT INTO anonymous_site VALUES (?, 0)", shop.id());
                for (int i = 0; i < 25; i++) {
                  handle.execute(
                      "INSERT INTO anonymous_hour VALUES (?, ?, ?, ?, ?, ?)",
                      shop.id(),
                      today - i,
                      i,
                      90 + i * 7 % 40,
                      30 + i * 5 % 20,
                      25 + i % 9);
                  handle.execute(
                      "INSERT INTO anonymous_day VALUES (?, ?, ?, ?, ?, ?)",
                      shop.id(),
                      today,
                      1 + i % 5,
                      i % 5 == 2 ? "mobile" + i : "/thes/" + i,
                      i,
                      i);
                }
              });
      ConsolePages.signIn(browser, console);
      assertEquals(
          List.of(),
          ConsolePages.faults(
              browser,
              console,
              Map.of(
                  "anonymous",
                  "/console/traffic/anonymous?p=30",
                  "anonymous-site",
                  "/console/sites/" + shop.publicId() + "#anonymous")));
    }
  }
}
