package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.TestConsole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The way into the console in a real browser, from the link in the terminal on. */
final class ConsoleDoorBrowserIT {
  private TestConsole console;
  private Browser browser;

  @BeforeEach
  void start() {
    console = new TestConsole();
    browser = Browser.start(Look.DESK);
  }

  @AfterEach
  void stop() {
    browser.close();
    console.close();
  }

  @Test
  void the_first_administrator_gets_in_by_the_link_and_it_works_once() {
    String link = console.url(console.console().firstAdministratorPath().orElseThrow());
    browser.open(link);
    assertNoBarriers();
    browser.find("#email").sendKeys("anna@shop.example");
    browser.find("#password").sendKeys("one two three four");
    browser.find("#again").sendKeys("one two three" + Keys.ENTER);
    browser.find("#again-mistake");
    assertNoBarriers();
    browser.find("#password").sendKeys("one two three four");
    browser.find("#again").sendKeys("one two three four" + Keys.ENTER);
    browser.find(".nav");
    browser.find("main a[href='/console/sites/new']");
    assertNoBarriers();
    StoredCookie session = browser.cookie("piste_console");
    assertTrue(session.httpOnly());
    assertEquals("Lax", session.sameSite());
    browser.open(link);
    assertFalse(
        browser.driver().getPageSource().contains("name=\"password\""), "the link is used up");
    assertNoBarriers();
  }

  @Test
  void a_wrong_password_is_told_and_the_right_one_opens_the_page_that_was_asked_for() {
    console.addUser();
    browser.open(console.url("/console/contacts"));
    assertNoBarriers();
    browser.find("#email").sendKeys(TestConsole.EMAIL);
    browser.find("#password").sendKeys("not the right password" + Keys.ENTER);
    browser.find("[role=alert]");
    assertEquals(TestConsole.EMAIL, browser.find("#email").getDomProperty("value"));
    assertNoBarriers();
    browser.find("#password").sendKeys(TestConsole.PASSWORD + Keys.ENTER);
    browser.find(".nav a[aria-current]");
    assertTrue(browser.driver().getCurrentUrl().endsWith("/console/contacts"));
  }

  @Test
  void a_form_that_lost_its_token_is_refused_in_words() {
    console.addUser();
    browser.open(console.url("/console/sign-in"));
    browser.run("document.querySelector('main input[name=form]').value = 'made-up'");
    browser.find("#email").sendKeys(TestConsole.EMAIL);
    browser.find("#password").sendKeys(TestConsole.PASSWORD + Keys.ENTER);
    browser.awaitThat("the refusal", () -> browser.driver().getTitle().contains("form"));
    assertFalse(browser.cookieNames().contains("piste_console"));
  }

  private void assertNoBarriers() {
    List<String> found = new ArrayList<>();
    for (Look look : List.of(Look.DESK, Look.PHONE.atNight())) {
      browser.look(look);
      found.addAll(Axe.violations(browser));
    }
    browser.look(Look.DESK);
    assertEquals(List.of(), found);
  }
}
