package io.piste.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.browser.Browser;
import io.piste.browser.Look;
import io.piste.browser.Sent;
import io.piste.demo.shop.Storefront.Placement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Somebody in front of a browser of their own, in the shop at one of its addresses. */
final class Shopper implements AutoCloseable {
  private static final String PANEL = "document.querySelector('piste-consent').shadowRoot";

  private final Stage stage;
  private final Placement placement;
  private final Browser browser;

  Shopper(Stage stage, Placement placement) {
    this(stage, placement, Look.DESK);
  }

  Shopper(Stage stage, Placement placement, Look look) {
    this.stage = stage;
    this.placement = placement;
    this.browser = Browser.start(look);
  }

  Browser browser() {
    return browser;
  }

  /** Opens a page of the shop. */
  void open(String path) {
    browser.open(stage.shopUrl(placement, path));
  }

  /** Waits until the banner asks. */
  void awaitBanner() {
    awaitPanel("the banner", ".banner", "!e.hidden");
  }

  /** Waits until the banner is gone and the control to come back stands on the page. */
  void awaitControl() {
    awaitPanel("the control to come back", ".control", "!e.hidden");
  }

  void accept() {
    awaitBanner();
    press(".banner .answer", 1);
    awaitControl();
  }

  void refuse() {
    awaitBanner();
    press(".banner .answer", 0);
    awaitControl();
  }

  /** Opens the choices by the control and refuses all: two clicks. */
  void withdraw() {
    awaitControl();
    press(".control", 0);
    awaitPanel("the choices", "dialog", "e.open");
    press("dialog .answer", 0);
    awaitPanel("the choices closed", "dialog", "!e.open");
  }

  /** Changes an earlier choice by the control. */
  void acceptByControl() {
    awaitControl();
    press(".control", 0);
    awaitPanel("the choices", "dialog", "e.open");
    press("dialog .answer", 1);
    awaitPanel("the choices closed", "dialog", "!e.open");
  }

  /** The words of the banner's two answers. */
  String answers() {
    return String.valueOf(
        browser.run(
            "return [..."
                + PANEL
                + ".querySelectorAll('.banner .answer')].map((b) => b.textContent).join(' / ')"));
  }

  private void awaitPanel(String what, String part, String holds) {
    browser.awaitThat(
        what,
        () ->
            Objects.equals(
                true,
                browser.run(
                    "const host = document.querySelector('piste-consent');"
                        + "const e = host && host.shadowRoot.querySelector('"
                        + part
                        + "'); return !!e && "
                        + holds)));
  }

  private void press(String part, int index) {
    browser.run(PANEL + ".querySelectorAll('" + part + "')[" + index + "].click()");
  }

  /** Puts so many of a tea into the cart, by the button of its page. */
  void putIntoCart(String slug, int quantity) {
    open("/teas/" + slug);
    var amount = browser.find("input[name=quantity]");
    amount.clear();
    amount.sendKeys(Integer.toString(quantity));
    browser.click("#add");
    browser.find("#lines");
  }

  /** Gives an address at checkout, with or without the tick, and stops before paying. */
  void giveAddress(String email, boolean tick) {
    browser.click("#checkout");
    var box = browser.find("input[name=marketing]");
    assertEquals(false, box.isSelected(), "the box for marketing mail is not ticked beforehand");
    browser.find("input[name=first]").sendKeys("Camille");
    browser.find("input[name=last]").sendKeys("Durand");
    browser.find("input[name=email]").sendKeys(email);
    if (tick) {
      box.click();
    }
    browser.click("#next");
    browser.find("#order");
    awaitSent("identify");
  }

  /** Waits until an event of this type has left the page. */
  void awaitSent(String type) {
    browser.awaitThat(
        "an event " + type, () -> events().stream().anyMatch(e -> e.body().contains(type(type))));
  }

  private static String type(String type) {
    return "\"t\":\"" + type + "\"";
  }

  /** Forgets the shop's session, and with it the cart, as closing the browser would. */
  void endShopSession() {
    browser.devTools(
        "Network.deleteCookies",
        Map.of("name", "brume_session", "url", stage.shopUrl(placement, "/")));
  }

  /** Goes away: another page of another site, nothing of the shop left in the window. */
  void leave() {
    browser.open("about:blank");
  }

  /** What lies in the cart page that is open: sku and quantity of each line. */
  String cartLines() {
    browser.find("#lines");
    return String.valueOf(
        browser.run(
            "return [...document.querySelectorAll('#lines li')]"
                + ".map((l) => l.dataset.quantity + ' × ' + l.dataset.sku).join(', ')"));
  }

  /** Goes from the cart to the order; answers its number. */
  String order(String email) {
    browser.click("#checkout");
    browser.find("input[name=email]").sendKeys(email);
    browser.click("#next");
    browser.click("#order");
    String number = browser.find("#order-number").getText();
    awaitSent("order");
    return number;
  }

  /** Requests to the tracker, wherever it stands, by method and path. */
  List<String> trackerRequests() {
    String base = stage.front(placement).trackerUrl();
    return browser.sentTo(base + "/p/").stream()
        .map(sent -> sent.method() + " " + path(sent.url().substring(base.length())))
        .toList();
  }

  private static String path(String address) {
    return address.replaceFirst("\\?.*", "");
  }

  /** Requests that carry events. */
  List<Sent> events() {
    return browser.sentTo("/p/v1/e");
  }

  /** The kinds of events sent so far, by number. */
  String eventKinds() {
    return List.of("page", "product", "cart", "checkout", "identify", "order").stream()
        .map(type -> count(type) + " " + type)
        .filter(text -> !text.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  long count(String type) {
    return events().stream().mapToLong(e -> e.body().split(type(type), -1).length - 1L).sum();
  }

  @Override
  public void close() {
    browser.close();
  }
}
