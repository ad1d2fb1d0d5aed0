package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** Everybody can answer: by keyboard, with assistive technology, on small and dark screens. */
final class ConsentAccessBrowserIT extends VisitTest {
  private static final String FOCUSED =
      """
      let at = document.activeElement;
      while (at && at.shadowRoot) { at = at.shadowRoot.activeElement; }
      return at ? at.className || at.id || at.tagName : '';
      """;

  @ParameterizedTest
  @CsvSource({
    "bar, fr, 1280, false",
    "bar, fr, 390, true",
    "bar, en, 390, false",
    "bar, en, 1280, true",
    "card, fr, 1280, false",
    "card, fr, 390, true",
    "card, en, 390, false",
    "card, en, 1280, true",
    "dialog, fr, 1280, false",
    "dialog, fr, 390, true",
    "dialog, en, 390, false",
    "dialog, en, 1280, true"
  })
  void axe_finds_nothing_in_banner_dialog_and_control(
      String layout, String language, int width, boolean dark) {
    browser.prefers("reduced-motion", "reduce");
    Look look = new Look(width, 844, dark);
    browser.look(look);
    change(
        told -> {
          told.putObject("options").put("layout", layout);
          told.withObject("/body/purposes/1").put("details", "More of it, for those who ask.");
        });
    visit(TrackedSites.SHOP, "/" + language + "/one");
    panel.awaitQuestion();
    assertEquals(List.of(), Axe.violations(browser));
    assertTrue(widest() <= width, "nothing is wider than the screen");
    Pictures.take(browser, "consent/" + layout + "-" + language, look);
    panel.openByBanner();
    assertEquals(List.of(), Axe.violations(browser));
    Pictures.take(browser, "consent/choices-" + layout + "-" + language, look);
    panel.toggles().getFirst().click();
    assertEquals(List.of(), Axe.violations(browser));
    panel.part(".save").click();
    panel.awaitControl();
    assertEquals(List.of(), Axe.violations(browser));
    Pictures.take(browser, "consent/control-" + language, look);
  }

  @Test
  void axe_finds_what_is_wrong() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.run(
        "document.querySelector('piste-consent').shadowRoot.querySelector('.answer').textContent ="
            + " ''");
    assertFalse(Axe.violations(browser).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bar", "card", "dialog"})
  void the_banner_comes_first_for_the_keyboard_and_does_not_hold_it(String layout) {
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals("link", tab());
    assertEquals("answer", tab());
    assertEquals("answer", tab());
    assertEquals("link choose", tab());
    assertEquals("other", tab());
    assertEquals("buy", tab());
  }

  @Test
  void the_keyboard_goes_on_where_it_was_when_the_dialog_closes() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    panel.part(".choose").sendKeys(Keys.ENTER);
    panel.awaitDialog();
    new Actions(browser.driver()).sendKeys(Keys.ESCAPE).perform();
    browser.awaitThat("the dialog closes", () -> !panel.isShown(".dialog"));
    assertEquals("link choose", browser.run(FOCUSED));
    panel.answers(".banner").getFirst().sendKeys(Keys.ENTER);
    panel.awaitControl();
    assertEquals("control", browser.run(FOCUSED));
    panel.part(".control").sendKeys(Keys.ENTER);
    panel.awaitDialog();
    panel.part(".close").sendKeys(Keys.ENTER);
    browser.awaitThat("the dialog closes", () -> !panel.isShown(".dialog"));
    assertEquals("control", browser.run(FOCUSED));
  }

  @Test
  void the_keyboard_walks_the_choices_in_their_order_and_is_let_out() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    List<Object> stops = new ArrayList<>();
    stops.add(browser.run(FOCUSED));
    for (int i = 0; i < 7; i++) {
      stops.add(tab());
    }
    assertEquals(
        List.of("toggle", "toggle", "toggle", "link", "answer", "answer", "save", "link close"),
        stops);
    assertNotEquals("link close", tab());
  }

  @Test
  void the_page_does_not_move_when_the_question_comes_and_goes() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    Object asked = browser.run("return document.documentElement.scrollHeight");
    Object top = browser.run("return document.querySelector('h1').getBoundingClientRect().top");
    panel.refuse();
    assertEquals(asked, browser.run("return document.documentElement.scrollHeight"));
    assertEquals(
        top, browser.run("return document.querySelector('h1').getBoundingClientRect().top"));
  }

  @Test
  void a_page_can_open_the_choices_itself() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    browser.run("piste('preferences')");
    panel.awaitDialog();
  }

  @Test
  void the_number_of_the_choice_stands_in_the_dialog() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    panel.openByControl();
    String id = ConsentCookie.of(browser).id();
    assertTrue(panel.part(".proof").getText().contains(id));
    panel.toggles().forEach(toggle -> assertTrue(toggle.isSelected(), "as it was chosen"));
  }

  @Test
  void the_strictest_policies_of_a_page_are_kept() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    panel.part(".save").click();
    panel.awaitControl();
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), browser.run("return violations"));
    assertEquals(
        0L, browser.run("return document.querySelectorAll('[style]').length"), "style attributes");
  }

  private Object tab() {
    new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    Object at = browser.run(FOCUSED);
    return at == null ? "" : at;
  }

  private long widest() {
    Object width = browser.run("return document.documentElement.scrollWidth");
    return width instanceof Long number ? number : Long.MAX_VALUE;
  }
}
