package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.LettersStory;
import io.piste.console.ReceivedStory;
import io.piste.console.RobotStory;
import io.piste.console.TeaHouse;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Every page of the console as people see and use it. Leaves pictures in target/screenshots. */
final class ConsoleBrowserIT {
  private static TestConsole console;
  private static Site shop;
  private static long camille;
  private static Browser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    console.addBlog();
    camille = TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    RobotStory.fill(console.database().jdbi(), shop, console.clock().instant());
    ReceivedStory.fill(console.database().jdbi(), shop, console.clock().instant());
    LettersStory.fill(console.database().jdbi(), shop, console.clock().instant());
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
    List<String> faults = new ArrayList<>(faults());
    if (Pictures.forDocs()) {
      speak("en");
      faults.addAll(faults());
      speak("fr");
    }
    browser.look(Look.DESK);
    assertEquals(List.of(), faults);
  }

  private static List<String> faults() {
    return ConsolePages.faults(browser, console, pages());
  }

  @Test
  void every_entry_of_the_navigation_is_reached_by_keyboard() {
    browser.open(console.url("/console/"));
    WebElement body = browser.find("body");
    body.sendKeys(Keys.TAB);
    assertEquals("#main", focused("href"), "the first stop skips to the content");
    List<String> stops = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      browser.driver().switchTo().activeElement().sendKeys(Keys.TAB);
      stops.add(focused("href"));
    }
    assertTrue(
        stops.containsAll(
            List.of(
                "/console/",
                "/console/traffic",
                "/console/contacts",
                "/console/carts",
                "/console/mails",
                "/console/data",
                "/console/sites")),
        stops.toString());
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    browser.find(".menu-account[open]");
    browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
    browser.awaitThat(
        "the menu closes by Escape",
        () ->
            browser
                .driver()
                .findElements(org.openqa.selenium.By.cssSelector(".menu[open]"))
                .isEmpty());
  }

  @Test
  void the_switch_for_colours_wins_over_the_system() {
    browser.open(console.url("/console/"));
    Object light = background();
    browser.click(".menu-account summary");
    browser.click("button[name=theme][value=dark]");
    browser.find("html[data-theme=dark]");
    Object dark = background();
    assertTrue(!dark.equals(light), "the page stays " + light);
    browser.click(".menu-account summary");
    browser.click("button[name=theme][value=auto]");
    browser.find("html[data-theme=auto]");
  }

  @Test
  void the_language_can_be_switched_and_is_kept() {
    speak("en");
    browser.open(console.url("/console/carts"));
    String words = browser.find("main").getText();
    assertTrue(words.contains("No mail: nobody knows whose cart it is"), words);
    speak("fr");
    browser.open(console.url("/console/carts"));
    words = browser.find("main").getText();
    assertTrue(words.contains("on ne sait pas à qui est ce panier"), words);
  }

  @Test
  void live_visits_refresh_by_themselves_and_can_be_paused() {
    browser.open(console.url("/console/live"));
    browser.forgetSent();
    browser.awaitThat("a refresh", () -> !browser.sentTo("/console/live/list").isEmpty());
    browser.find("[data-live-status]:not(:empty)");
    browser.click("[data-live-pause]");
    assertEquals("true", browser.find("[data-live-pause]").getDomAttribute("aria-pressed"));
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void a_search_finds_people_by_the_beginning_of_their_name() {
    browser.open(console.url("/console/contacts"));
    browser.find("#q").sendKeys("laur" + Keys.ENTER);
    browser.find("a[href='/console/contacts/" + camille + "']");
    browser.open(console.url("/console/contacts?q=zzz"));
    assertTrue(browser.find("main").getText().contains("zzz"));
  }

  private static Map<String, String> pages() {
    String site = "/console/sites/" + shop.publicId();
    browser.open(console.url("/console/carts?state=recovered"));
    String cart = String.valueOf(browser.find("a.cell-main").getDomAttribute("href"));
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("overview", "/console/?days=30");
    pages.put("overview-quarter", "/console/?days=90");
    pages.put("live", "/console/live");
    pages.put("contacts", "/console/contacts");
    pages.put("contact", "/console/contacts/" + camille);
    pages.put("contacts-none", "/console/contacts?q=zzz");
    pages.put("carts", "/console/carts");
    pages.put("cart", cart);
    pages.put("mails", "/console/mails");
    pages.put("received", "/console/data");
    pages.put("robots", "/console/data/robots");
    pages.put("letters", "/console/data/letters");
    pages.put("sites", "/console/sites");
    pages.put("site", site);
    pages.put("site-form", site + "/edit");
    return pages;
  }

  private static void speak(String language) {
    browser.look(Look.DESK);
    browser.open(console.url("/console/carts"));
    browser.click(".menu-account summary");
    browser.click("button[name=language][value=" + language + "]");
    browser.find("html[lang=" + language + "]");
  }

  private static String focused(String attribute) {
    return String.valueOf(browser.driver().switchTo().activeElement().getDomAttribute(attribute));
  }

  private static Object background() {
    return String.valueOf(
        browser.run("return getComputedStyle(document.documentElement).backgroundColor"));
  }
}
