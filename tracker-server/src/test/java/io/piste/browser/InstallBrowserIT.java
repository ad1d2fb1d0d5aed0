package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.InstallStory;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** The check of an installation as people use it, up to the first event. */
final class InstallBrowserIT {
  @Test
  void its_pages_have_no_barrier_break_no_policy_and_do_not_scroll_sideways() {
    try (TestConsole console = new TestConsole();
        Browser browser = Browser.start(Look.DESK)) {
      console.addUser();
      Site shop = console.addShop();
      Site blog = console.addBlog();
      InstallStory.trouble(console.database().jdbi(), shop, console.clock().instant());
      InstallStory.success(console.database().jdbi(), blog, console.clock().instant());
      ConsolePages.signIn(browser, console);
      if (Pictures.forDocs()) {
        browser.click(".menu-account summary");
        browser.click("button[name=language][value=en]");
        browser.find("html[lang=en]");
      }
      Map<String, String> pages = new LinkedHashMap<>();
      pages.put("install-trouble", "/console/sites/" + shop.publicId() + "/check");
      pages.put("install-result", "/console/sites/" + shop.publicId() + "/check#result");
      pages.put("install-arrivals", "/console/sites/" + shop.publicId() + "/check#arrivals");
      pages.put("install-done", "/console/sites/" + blog.publicId() + "/check");
      pages.put("install-arrived", "/console/sites/" + blog.publicId() + "/check#arrivals");
      pages.put("install-link", "/console/sites/" + blog.publicId());
      assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
    }
  }

  @Test
  void who_checks_a_page_and_opens_it_sees_the_first_event_arrive() {
    try (TrackedSites sites = TrackedSites.start();
        Browser browser = Browser.start(Look.DESK)) {
      enter(browser, sites);
      browser.open(consolePage(browser, "/console/live"));
      browser.click(".empty a[href$='/check']");
      browser.find("#address").clear();
      browser.find("#address").sendKeys(sites.page(TrackedSites.SHOP, "/one") + Keys.ENTER);
      browser.find("#result");
      assertEquals(9, browser.driver().findElements(css("#result .point")).size());
      assertEquals(List.of(), texts(browser, "#result .point:not(.point-good)"));
      String check = browser.driver().getWindowHandle();
      browser.click("#arrivals a[target=_blank]");
      browser.awaitThat("a new tab", () -> browser.driver().getWindowHandles().size() == 2);
      switchFrom(browser, check);
      new ConsentPanel(browser).awaitQuestion();
      browser.driver().switchTo().window(check);
      browser.find("#arrivals .point-good");
      assertTrue(
          browser.find("#arrivals").getText().contains(sites.pages().origin(TrackedSites.SHOP)));
      assertEquals(
          "badge badge-visitors", browser.find("#arrivals .badge").getDomAttribute("class"));
      switchFrom(browser, check);
      new ConsentPanel(browser).accept();
      browser.driver().switchTo().window(check);
      browser.find("#arrivals .badge-on");
      String words = browser.find("#arrivals").getText();
      assertTrue(words.contains("/one"), words);
      Pictures.take(browser, "console/install-first-event", Look.DESK);
    }
  }

  @Test
  void a_page_of_an_address_that_is_not_listed_is_told_with_that_address() {
    try (TrackedSites sites = TrackedSites.start();
        Browser browser = Browser.start(Look.DESK)) {
      String stranger = "stranger.localhost";
      sites
          .pages()
          .carry(
              stranger, sites.publicId(TrackedSites.TEA), sites.pages().origin("piste.localhost"));
      enter(browser, sites);
      browser.open(
          consolePage(browser, "/console/sites/" + sites.publicId(TrackedSites.TEA) + "/check"));
      String check = browser.driver().getWindowHandle();
      browser.driver().switchTo().newWindow(WindowType.TAB);
      browser.open(sites.page(stranger, "/one"));
      browser.driver().switchTo().window(check);
      browser.find("#arrivals .point-bad");
      String words = browser.find("#arrivals").getText();
      assertTrue(words.contains(sites.pages().origin(stranger)), words);
    }
  }

  private static void enter(Browser browser, TrackedSites sites) {
    browser.open(sites.consoleLink());
    browser.find("#email").sendKeys("anna@shop.example");
    browser.find("#password").sendKeys("one two three four");
    browser.find("#again").sendKeys("one two three four" + Keys.ENTER);
    browser.find(".nav");
  }

  private static void switchFrom(Browser browser, String window) {
    browser.driver().getWindowHandles().stream()
        .filter(other -> !other.equals(window))
        .forEach(other -> browser.driver().switchTo().window(other));
  }

  private static String consolePage(Browser browser, String path) {
    return String.valueOf(browser.run("return location.origin")) + path;
  }

  private static List<String> texts(Browser browser, String css) {
    return browser.driver().findElements(css(css)).stream().map(each -> each.getText()).toList();
  }

  private static By css(String css) {
    return By.cssSelector(css);
  }
}
