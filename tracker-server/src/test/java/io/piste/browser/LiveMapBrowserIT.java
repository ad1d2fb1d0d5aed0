package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The map of what happens now as people see it. */
final class LiveMapBrowserIT {
  private static TestConsole console;
  private static Browser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    Site shop = console.addShop();
    TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void the_maps_are_drawn_in_both_colours_and_widths_without_a_barrier() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("live-europe", "/console/live?map=europe");
    pages.put("live-world", "/console/live?map=world");
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
    browser.open(console.url("/console/live?map=europe"));
    browser.awaitThat(
        "the outlines",
        () ->
            Boolean.TRUE.equals(
                browser.run("return document.querySelector('.map-land').getBBox().width > 1000")));
    browser.forgetSent();
    browser.awaitThat(
        "a refresh of the same map",
        () -> !browser.sentTo("/console/live/list?map=europe").isEmpty());
    browser.find("#map-here[href='/console/live?map=europe']");
  }

  @Test
  void without_places_the_ways_between_pages_stand_there() {
    setCountry("''");
    try {
      assertEquals(
          List.of(), ConsolePages.faults(browser, console, Map.of("live-ways", "/console/live")));
      browser.open(console.url("/console/live"));
      assertTrue(browser.find("main").getText().contains("location.file"));
      browser.find(".ways path");
    } finally {
      setCountry("'FR'");
    }
  }

  private static void setCountry(String country) {
    console
        .database()
        .jdbi()
        .useHandle(handle -> handle.execute("UPDATE visit_session SET country = " + country));
  }
}
