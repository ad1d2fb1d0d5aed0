package io.piste.browser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;

/**
 * The banner, the dialog and the control of the page that a browser shows, as a visitor uses them.
 */
public final class ConsentPanel {
  private final Browser browser;

  /** Of whichever page the browser shows when it is asked. */
  public ConsentPanel(Browser browser) {
    this.browser = browser;
  }

  /** Waits until the question is there. */
  public ConsentPanel awaitQuestion() {
    browser.await("the consent banner", () -> shown(".banner"));
    return this;
  }

  /** Waits until the control is there and the question is not. */
  public ConsentPanel awaitControl() {
    browser.await("the control that opens the choices", () -> shown(".control"));
    return this;
  }

  /** Accepts all, with one click on the banner. */
  public void accept() {
    awaitQuestion();
    answers(".banner").getLast().click();
    awaitControl();
  }

  /** Rejects all, with one click on the banner. */
  public void refuse() {
    awaitQuestion();
    answers(".banner").getFirst().click();
    awaitControl();
  }

  /** Opens the choices with the control that stays on the page: one click. */
  public void openByControl() {
    awaitControl();
    part(".control").click();
    awaitDialog();
  }

  /** Opens the choices from the banner. */
  public void openByBanner() {
    awaitQuestion();
    part(".choose").click();
    awaitDialog();
  }

  /** Withdraws everything: one click to open, one to reject all. */
  public void withdraw() {
    openByControl();
    answers(".dialog").getFirst().click();
    browser.awaitThat("the dialog closes", () -> !isShown(".dialog"));
  }

  /** Waits until the choices one by one are there. */
  public void awaitDialog() {
    browser.await("the choices one by one", () -> shown(".dialog"));
  }

  /** Reject all and accept all, in this order, of ".banner" or ".dialog". */
  public List<WebElement> answers(String where) {
    return parts(where + " .answer");
  }

  /** The toggles of the dialog, in the order of the purposes. */
  public List<WebElement> toggles() {
    return parts(".dialog .toggle");
  }

  /** Waits for the sentence that tells of a failure, on ".banner" or ".dialog". */
  public String awaitFailure(String where) {
    return browser.await(
        "a sentence about the failure",
        () -> {
          String words = part(where + " .failed").getText();
          return words.isEmpty() ? null : words;
        });
  }

  /** Whether a part is there to be seen. */
  public boolean isShown(String css) {
    return parts(css).stream().anyMatch(WebElement::isDisplayed);
  }

  /** Whether there is anything of it on the page at all. */
  public boolean exists() {
    return !browser.driver().findElements(By.cssSelector("piste-consent")).isEmpty();
  }

  /** A part of it. */
  public WebElement part(String css) {
    return root().findElement(By.cssSelector(css));
  }

  /** Parts of it. */
  public List<WebElement> parts(String css) {
    return root().findElements(By.cssSelector(css));
  }

  private @Nullable WebElement shown(String css) {
    WebElement element = part(css);
    return element.isDisplayed() ? element : null;
  }

  private SearchContext root() {
    return browser.find("piste-consent").getShadowRoot();
  }
}
