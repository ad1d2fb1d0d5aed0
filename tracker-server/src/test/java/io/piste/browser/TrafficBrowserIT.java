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

/** The traffic pages as people see and use them. */
final class TrafficBrowserIT {
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
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages()));
  }

  @Test
  void a_card_changes_what_it_shows_and_the_page_stays() {
    browser.open(console.url("/console/traffic?p=30"));
    browser.run("window.stays = true");
    browser.click("#sources .switch a:nth-child(2)");
    browser.find("#sources .switch a:nth-child(2)[aria-current=true]");
    assertTrue(browser.find("#sources").getText().contains("DuckDuckGo"));
    browser.click("#pages .switch a:nth-child(2)");
    browser.find("#pages .switch a:nth-child(2)[aria-current=true]");
    assertTrue(browser.find("#sources").getText().contains("DuckDuckGo"), "the other card stays");
    assertEquals(true, browser.run("return window.stays === true"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void a_period_is_typed_and_kept_on_the_way_to_a_list() {
    browser.open(console.url("/console/traffic"));
    browser.click(".menu-period summary");
    browser.run("document.getElementById('from').value = '2026-10-20'");
    browser.run("document.getElementById('to').value = '2026-10-30'");
    browser.click(".menu-period button");
    browser.find(".menu-period summary[aria-current=true]");
    browser.click("#pages .card-foot a");
    browser.find(".table-figures");
    assertTrue(browser.find(".menu-period summary").getText().contains("20"));
    assertTrue(String.valueOf(browser.run("return location.search")).contains("from=2026-10-20"));
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("traffic", "/console/traffic?p=30");
    pages.put("traffic-today", "/console/traffic?p=today&acts=not-found&sources=campaign");
    pages.put("traffic-year", "/console/traffic?p=year&pages=entry&devices=system");
    pages.put("traffic-list", "/console/traffic/page?p=30");
    pages.put("traffic-list-none", "/console/traffic/source?p=7&q=zzz");
    pages.put("traffic-campaigns", "/console/traffic/campaign?p=90");
    pages.put("traffic-value", "/console/traffic/channel/one?value=search&p=30");
    pages.put(
        "channel-rules", "/console/traffic/rules?url=https://x.example/&from=https://claude.ai/");
    return pages;
  }
}
