package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.browser.Browser;
import io.piste.browser.ConsentPanel;
import io.piste.browser.Look;
import io.piste.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The main job of a WordPress shop, in a browser and with a whole server: a cart, an address at the
 * checkout, a mail, the cart back, an order, recovered revenue. In the stand-in for WooCommerce, or
 * in a real one where {@code WOOCOMMERCE_DIR} names it.
 */
final class ShopPathBrowserIT {
  private static final String EMAIL = "anne@example.com";

  private static RecoveringTracker tracker;
  private static WordPress wordPress;
  private static Browser browser;
  private static boolean real;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    tracker = RecoveringTracker.start(folder.resolve("data"));
    wordPress = WordPress.start(WordPress.Version.CURRENT, folder);
    real = ShopUnderTest.addShop(wordPress);
    ShopUnderTest.fill(wordPress);
    Site site = tracker.shop(wordPress.url());
    wordPress.wpCli(
        "eval",
        "(new Piste\\WordPress\\Settings)->save(['address' => '%s', 'key' => '%s', 'capture' => true, 'optin' => true]);"
            .formatted(tracker.url(), tracker.key(site)));
    browser = Browser.start(Look.DESK);
    // A running server looks for new sites and keys from time to time.
    browser.awaitThat("the connection", () -> wordPress.tryWpCli("piste", "test").status() == 0);
  }

  @AfterAll
  static void stop() {
    browser.close();
    wordPress.close();
    tracker.close();
  }

  @Test
  void a_cart_that_was_left_is_brought_back_by_a_mail_and_bought() {
    fillTheCart();
    leaveAnAddress();
    String link = browser.await("a mail about the cart", () -> tracker.restoreLink().orElse(null));

    forgetTheShop();
    browser.open(link);
    assertFalse(browser.driver().getCurrentUrl().contains("piste_restore"), "the token is gone");
    browser.awaitThat("the mug in the cart", () -> text().contains("Blue mug"));
    assertFalse(browser.driver().getPageSource().contains(EMAIL), "no address is shown");

    order();
    browser.awaitThat(
        "the recovered revenue",
        () ->
            tracker.count("SELECT COUNT(*) FROM purchase WHERE recovered AND total = 14.90") == 1);
    assertEquals(1, tracker.mails(), "mails about a cart that was bought");
  }

  private static void fillTheCart() {
    browser.open(wordPress.url() + "/product/blue-mug/");
    new ConsentPanel(browser).accept();
    browser.awaitThat(
        "the visitor's cookie", () -> browser.cookieNames().contains("piste_visitor"));
    browser.click("button[name=add-to-cart]");
    browser.awaitThat("the mug in the cart", () -> cookies().contains("session"));
  }

  /** Types it, ticks the box, and goes. */
  private static void leaveAnAddress() {
    openCheckout();
    browser.await("the form", ShopPathBrowserIT::button);
    browser.find("#billing_email").sendKeys(EMAIL, Keys.TAB);
    WebElement box = browser.find("#piste_optin");
    assertTrue(box.isDisplayed());
    assertFalse(box.isSelected(), "nobody ticks it for the buyer");
    // A real checkout moves while it works something out: no place to aim at.
    browser.run("arguments[0].click()", box);
    browser.awaitThat("both to be sent", () -> sentByTheScript() == 2);
    browser.open("about:blank");
    wordPress.runCron();
  }

  private static long sentByTheScript() {
    return browser.sentTo("wc-ajax=piste_checkout").size();
  }

  /** As if the shop's session were over, on the same browser. */
  private static void forgetTheShop() {
    browser.open(wordPress.url() + "/hello-world/");
    for (String name : List.copyOf(browser.cookieNames())) {
      if (name.contains("woocommerce")) {
        browser.driver().manage().deleteCookieNamed(name);
      }
    }
  }

  private static void order() {
    openCheckout();
    Map<String, String> buyer =
        Map.of(
            "billing_first_name", "Anne",
            "billing_last_name", "Martin",
            "billing_address_1", "8 rue des Tanneurs",
            "billing_city", "Lyon",
            "billing_postcode", "69009",
            "billing_phone", "0472000000",
            "billing_email", EMAIL);
    buyer.forEach(
        (id, value) -> {
          for (WebElement field : browser.driver().findElements(By.id(id))) {
            field.clear();
            field.sendKeys(value);
          }
        });
    WebElement button = browser.await("a button that can be pressed", ShopPathBrowserIT::button);
    browser.run("arguments[0].click()", button);
    browser.awaitThat(
        "the thank-you page",
        () -> String.valueOf(browser.driver().getCurrentUrl()).contains("order-received"));
    wordPress.runCron();
  }

  /** A real checkout covers it while it works something out. */
  private static @Nullable WebElement button() {
    boolean busy = !browser.driver().findElements(By.cssSelector(".blockUI")).isEmpty();
    return busy ? null : browser.find("#place_order");
  }

  private static void openCheckout() {
    browser.open(wordPress.url() + (real ? "/classiccheckout/" : "/checkout/"));
  }

  private static String cookies() {
    return String.join(" ", browser.cookieNames());
  }

  private static String text() {
    return browser.find("body").getText();
  }
}
