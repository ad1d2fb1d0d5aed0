package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.WebElement;

/** Rules C2, C4 and C7: how the choice is offered, and how long it is remembered. */
final class ConsentChoiceBrowserIT extends VisitTest {
  /** Every style that two elements have and that differs, but for where they stand. */
  private static final String DIFFERENCES =
      """
      const [one, two] = arguments;
      const where = /^(inline-size|width|block-size|height|perspective-origin|transform-origin)$/;
      return ['', '::before', '::after'].flatMap((part) => {
        const first = getComputedStyle(one, part);
        const second = getComputedStyle(two, part);
        return [...first]
            .filter((name) => !where.test(name))
            .filter((name) => first.getPropertyValue(name) != second.getPropertyValue(name))
            .map((name) => part + name);
      });
      """;

  private record Offer(String layout, Look look) {}

  /** Each layout at a desk and on a telephone, each on light and dark screens once at least. */
  private static final List<Offer> OFFERS =
      List.of(
          new Offer("bar", Look.DESK),
          new Offer("bar", Look.PHONE.atNight()),
          new Offer("card", Look.DESK.atNight()),
          new Offer("card", Look.PHONE),
          new Offer("dialog", Look.DESK),
          new Offer("dialog", Look.PHONE.atNight()));

  @ParameterizedTest
  @CsvSource({
    "/fr/one, .banner, Tout refuser, Tout accepter",
    "/fr/one, .dialog, Tout refuser, Tout accepter",
    "/en/one, .banner, Reject all, Accept all",
    "/en/one, .dialog, Reject all, Accept all"
  })
  void c2_refusing_and_accepting_are_alike(
      String path, String where, String refuse, String accept) {
    for (Offer offer : OFFERS) {
      browser.look(offer.look());
      behave("{\"layout\":\"" + offer.layout() + "\"}");
      visit(TrackedSites.SHOP, path);
      panel.awaitQuestion();
      if (where.equals(".dialog")) {
        panel.openByBanner();
      }
      List<WebElement> answers = panel.answers(where);
      assertEquals(List.of(refuse, accept), answers.stream().map(WebElement::getText).toList());
      assertAlike(answers.getFirst(), answers.getLast());
    }
  }

  @Test
  void c2_one_click_refuses_and_one_click_accepts() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    assertEquals("0", granted());
    browser.devTools("Storage.clearCookies", Map.of());
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    assertEquals("visits-profile-carts", granted());
  }

  @ParameterizedTest
  @CsvSource({"/fr/one", "/en/one"})
  void c4_every_toggle_is_off(String path) {
    visit(TrackedSites.SHOP, path);
    panel.openByBanner();
    assertEquals(3, panel.toggles().size());
    panel.toggles().forEach(toggle -> assertFalse(toggle.isSelected()));
    panel.part(".save").click();
    panel.awaitControl();
    assertEquals("0", granted());
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
  }

  @Test
  void c4_only_what_was_switched_on_is_granted() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    panel.toggles().getLast().click();
    panel.part(".save").click();
    panel.awaitControl();
    assertEquals("carts", granted());
    browser.click("#buy");
    awaitLogged("cart");
    leave();
    assertEquals(List.of("cart"), sites.logged());
  }

  @Test
  void c7_a_refusal_is_remembered_as_long_as_the_server_says() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
    assertLasts(browser.cookie("piste_consent"), Duration.ofDays(180));
  }

  @Test
  void c7_a_consent_is_remembered_in_cookies_set_by_the_server() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    StoredCookie consent = browser.cookie("piste_consent");
    StoredCookie visitor = browser.cookie("piste_visitor");
    assertLasts(consent, Duration.ofDays(180));
    assertLasts(visitor, Duration.ofDays(180));
    assertFalse(consent.httpOnly(), "the page has to read it");
    assertTrue(visitor.httpOnly(), "no script has to read it");
    for (StoredCookie cookie : List.of(consent, visitor)) {
      assertTrue(cookie.secure());
      assertEquals("Lax", cookie.sameSite());
      assertEquals("/", cookie.path());
    }
    assertEquals(".shop.localhost", consent.domain());
  }

  @Test
  void c7_where_the_trackers_cookies_do_not_arrive_the_page_keeps_its_own() {
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    visit(TrackedSites.TEA, "/fr/two");
    panel.awaitControl();
    for (String name : List.of("piste_consent", "piste_visitor")) {
      StoredCookie cookie = browser.cookie(name);
      assertEquals(TrackedSites.TEA, cookie.domain());
      assertEquals("Lax", cookie.sameSite());
    }
    assertLasts(browser.cookie("piste_consent"), Duration.ofDays(180));
    assertLasts(browser.cookie("piste_visitor"), Duration.ofDays(180));
  }

  @ParameterizedTest
  @CsvSource({"version, 0", "days, 181"})
  void c7_a_choice_about_another_text_or_an_old_one_is_asked_again(String what, long old) {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    ConsentCookie now = ConsentCookie.of(browser);
    ConsentCookie then =
        what.equals("version")
            ? new ConsentCookie(now.id(), old, now.granted(), now.decided())
            : new ConsentCookie(
                now.id(),
                now.version(),
                now.granted(),
                now.decided() - Duration.ofDays(old).toSeconds());
    browser.run(
        "document.cookie = 'piste_consent=' + arguments[0] + '; path=/; domain=shop.localhost'",
        then.value());
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitQuestion();
  }

  private String granted() {
    return ConsentCookie.of(browser).granted();
  }

  private static void assertLasts(StoredCookie cookie, Duration life) {
    Duration left = Duration.between(Instant.now(), cookie.expires());
    assertTrue(
        left.compareTo(life) <= 0 && left.compareTo(life.minusMinutes(10)) > 0,
        cookie + " lasts " + left);
  }

  private void assertAlike(WebElement one, WebElement two) {
    assertTrue(one.isDisplayed() && two.isDisplayed());
    assertEquals(one.getTagName(), two.getTagName());
    assertEquals(one.getDomAttribute("class"), two.getDomAttribute("class"));
    assertEquals(List.of(), browser.run(DIFFERENCES, one, two));
    Dimension first = one.getSize();
    Dimension second = two.getSize();
    assertTrue(
        Math.abs(first.width - second.width) <= 2 && Math.abs(first.height - second.height) <= 2,
        first + " and " + second);
    assertTrue(first.height >= 24 && first.width >= 24, "large enough: " + first);
  }
}
