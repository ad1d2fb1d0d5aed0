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
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The contact's card, the find box and likely duplicates as people see and use them. */
final class CardBrowserIT {
  private static TestConsole console;
  private static Site shop;
  private static long camille;
  private static Browser browser;

  @BeforeAll
  static void start() {
    console = new TestConsole();
    console.addUser();
    shop = console.addShop();
    camille = TeaHouse.fill(console.database().jdbi(), shop, console.clock().instant());
    contact(9_101, "lea.duvoisin@gmail.com", "Léa", "Duvoisin");
    contact(9_102, "leaduvoisin+thes@gmail.com", "Léa", "Duvoisin");
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
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("contact", "/console/contacts/" + camille);
    pages.put("contact-identity", "/console/contacts/" + camille + "?show=identity");
    pages.put("contact-merged", "/console/contacts/" + (camille + 1));
    pages.put("find", "/console/find?q=la");
    pages.put("find-tag", "/console/find?site=" + shop.publicId() + "&tag=" + "th%C3%A9%20vert");
    pages.put("find-none", "/console/find?q=zzz");
    pages.put("duplicates", "/console/contacts/duplicates");
    pages.put("duplicates-none", "/console/contacts/duplicates?by=phone");
    pages.put("duplicates-pair", "/console/contacts/duplicates/9101/9102");

    assertEquals(List.of(), ConsolePages.faults(browser, console, pages));
  }

  @Test
  void the_find_box_is_filled_and_left_by_keyboard() {
    browser.open(console.url("/console/carts"));
    browser.find("body").sendKeys("/");
    assertEquals("find", browser.driver().switchTo().activeElement().getDomAttribute("id"));
    browser.driver().switchTo().activeElement().sendKeys("laur");
    browser.find("#find-list a[href='/console/contacts/" + camille + "']");
    Pictures.take(browser, "console/find-box", Look.DESK);
    browser.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
    WebElement line = browser.driver().switchTo().activeElement();
    assertTrue(
        String.valueOf(line.getDomAttribute("href")).startsWith("/console/contacts/"),
        line.toString());
    line.sendKeys(Keys.ESCAPE);
    browser.awaitThat(
        "the list closes by Escape",
        () -> browser.find("#find-list").getDomAttribute("hidden") != null);
    browser.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    browser.find("main a[href='/console/contacts/" + camille + "']");
    assertEquals(List.of(), browser.complaints());
  }

  private static void contact(long id, String email, String first, String last) {
    console
        .database()
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO contact (id, email, first_name, last_name, origin, created_at,"
                        + " last_interaction_at) VALUES (?, ?, ?, ?, 'import', ?, ?)",
                    id,
                    email,
                    first,
                    last,
                    console.clock().instant().toEpochMilli() - 86_400_000L * 20,
                    console.clock().instant().toEpochMilli() - 86_400_000L * 3));
  }
}
