package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.browser.Browser;
import io.piste.browser.Look;
import java.util.function.Predicate;
import org.openqa.selenium.By;

/** The administrator in front of the console. */
final class ConsoleReader implements AutoCloseable {
  private static final String EMAIL = "claire@brume.example";
  private static final String PASSWORD = "une tasse de sencha à 70 degrés";

  private final Stage stage;
  private final Browser browser;

  ConsoleReader(Stage stage) {
    this(stage, Look.DESK);
  }

  ConsoleReader(Stage stage, Look look) {
    this.stage = stage;
    this.browser = Browser.start(look);
  }

  Browser browser() {
    return browser;
  }

  /** Becomes the first administrator by the link that the server printed. */
  void becomeAdministrator() {
    String link =
        stage
            .server()
            .consoleLink()
            .orElseThrow(() -> new AssertionError("no link for the first administrator printed"));
    browser.open(link);
    browser.find("input[name=email]").sendKeys(EMAIL);
    browser.find("input[name=password]").sendKeys(PASSWORD);
    browser.find("input[name=again]").sendKeys(PASSWORD);
    browser.click("main form button");
    browser.find("nav");
  }

  /** Signs in as the administrator. */
  void signIn() {
    browser.open(stage.consoleUrl() + "/console/sign-in");
    browser.find("input[name=email]").sendKeys(EMAIL);
    browser.find("input[name=password]").sendKeys(PASSWORD);
    browser.click("main form button");
    browser.find("nav");
  }

  /** Opens a page such as /carts. */
  void open(String page) {
    browser.open(stage.consoleUrl() + "/console" + page);
  }

  /** The words of the page that is open. */
  String text() {
    return browser.driver().findElement(By.tagName("main")).getText();
  }

  /** Opens a page again and again until its words are right, and answers them. */
  String awaitText(String page, String what, Predicate<String> right) {
    browser.awaitThat(
        what,
        () -> {
          open(page);
          return right.test(text());
        });
    String text = text();
    assertTrue(right.test(text), what);
    return text;
  }

  @Override
  public void close() {
    browser.close();
  }
}
