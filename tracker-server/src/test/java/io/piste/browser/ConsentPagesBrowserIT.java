package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.ConsentStory;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages about consent as people see and use them, in both languages. */
final class ConsentPagesBrowserIT {
  private static TestConsole console;
  private static Browser browser;
  private static String path;
  private static ConsentStory story;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    Site shop = console.addShop();
    path = "/console/sites/" + shop.publicId() + "/consent";
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
    story = ConsentStory.fill(console, shop);
    ConsentStory.fillMonth(console, shop);
    ConsentStory.publish(console, shop);
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  @Test
  void no_page_has_a_barrier_breaks_the_policy_or_scrolls_sideways() {
    List<String> faults = new ArrayList<>();
    for (String language : List.of("en", "fr")) {
      speak(language);
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("consent-form", path);
      pages.put("consent-words", path + "/words/fr");
      pages.put("consent-words-ar", path + "/words/ar");
      pages.put("consent-publish", path + "/publish");
      pages.put("consent-history", path + "/history");
      pages.put("consent-figures", path + "/figures");
      pages.put("consent-records", path + "/records");
      pages.put("consent-record", path + "/records?id=" + story.first());
      pages.put("consent-record-none", path + "/records?id=x");
      pages.put("consent-text", path + "/texts/" + story.hash());
      Map<String, String> named = new LinkedHashMap<>();
      pages.forEach((name, page) -> named.put(name + "-" + language, page));
      faults.addAll(ConsolePages.faults(browser, console, named));
    }
    assertEquals(List.of(), faults);
  }

  @Test
  void what_is_typed_is_shown_as_visitors_would_see_it() {
    browser.open(console.url(path));
    browser.find("[data-consent-live]:not([hidden])");
    browser.awaitThat("the question", () -> shown().contains("Tout refuser"));
    browser.find("textarea[name=recipients]").sendKeys(" Colis Express");
    browser.awaitThat("the recipient", () -> shown().contains("Colis Express"));
    browser.click("input[name=ours-carts]");
    browser.awaitThat("one purpose less", () -> !shown().contains("rappeler votre panier"));
    assertEquals(List.of(), browser.complaints());
    assertTrue(
        console.setups().of(console.sites().all().getFirst().id()).setup().ours().contains("carts"),
        "nothing is saved by looking");
  }

  private static String shown() {
    return String.valueOf(
        browser.run(
            "const e = document.querySelector('iframe').contentDocument"
                + ".querySelector('piste-consent');"
                + "return e && e.shadowRoot ? e.shadowRoot.textContent : ''"));
  }

  private static void speak(String language) {
    browser.look(Look.DESK);
    browser.open(console.url(path + "/history"));
    browser.click(".menu-account summary");
    browser.click("button[name=language][value=" + language + "]");
    browser.find("html[lang=" + language + "]");
  }
}
