package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.ConnectorStory;
import io.piste.console.TestConsole;
import io.piste.site.Site;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Plug-ins, keys, webhooks and calls to try, as people see and use them. */
final class ConnectorsBrowserIT {
  private static TestConsole console;
  private static Site shop;
  private static Site blog;
  private static Browser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    blog = console.addBlog();
    ConnectorStory.fill(console, shop);
    ConnectorStory.contents(console, shop, 12);
    browser = Browser.start(Look.DESK);
    ConsolePages.signIn(browser, console);
  }

  @AfterAll
  static void stop() {
    browser.close();
    console.close();
  }

  private static String page(Site site, String rest) {
    return "/console/sites/" + site.publicId() + "/connectors" + rest;
  }

  @Test
  void its_pages_have_no_barrier_break_no_policy_and_do_not_scroll_sideways() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("connectors", page(shop, ""));
    pages.put("connectors-none", page(blog, ""));
    pages.put("webhooks", page(shop, "/webhooks"));
    pages.put("webhooks-none", page(blog, "/webhooks"));
    pages.put("webhook", page(shop, "/webhooks/crm"));
    pages.put("contents", page(shop, "/contents"));
    pages.put("contents-none", page(blog, "/contents"));
    pages.put("trial", page(shop, "/try?call=cart"));
    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
  }

  @Test
  void a_key_is_made_by_keyboard_and_shown_once() {
    browser.open(console.url(page(blog, "")));
    browser.find("#name").sendKeys("Serveur du carnet" + Keys.ENTER);
    String key = browser.find("#made-key").getText();
    assertTrue(console.keys().good(key).isPresent(), key);
    assertEquals(List.of(), Axe.violations(browser));
    assertEquals(List.of(), browser.complaints());
    Pictures.take(browser, "console/connectors-made", Look.DESK);
    browser.open(console.url(page(blog, "")));
    assertTrue(!browser.find("main").getText().contains(key));
  }

  @Test
  void revoking_asks_first() {
    browser.open(console.url(page(shop, "")));
    browser.click(".plug-acts details:last-child summary");
    browser.find(".plug-acts details[open] .confirm");
    Pictures.take(browser, "console/connectors-revoke", Look.DESK);
    assertEquals(List.of(), Axe.violations(browser));
  }

  @Test
  void a_call_is_tried_and_its_answer_shown() {
    browser.open(console.url(page(shop, "/try?call=ping")));
    browser.find("#path").sendKeys(Keys.ENTER);
    String answer = browser.find("#answer").getText();
    assertTrue(answer.contains("\"api\" : \"v1\""), answer);
    assertEquals(List.of(), Axe.violations(browser));
    assertEquals(List.of(), browser.complaints());
    Pictures.take(browser, "console/trial-answer", Look.DESK);
  }
}
