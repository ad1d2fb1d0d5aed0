package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Bar, card and dialog: wherever the question stands, the page can be read and used. */
final class ConsentLayoutBrowserIT extends VisitTest {
  private static final String ROOT =
      "const root = document.querySelector('piste-consent').shadowRoot; ";

  /** What a click on the middle of the focused element of the page would hit. */
  private static final String HIT =
      """
      const at = document.activeElement;
      const box = at.getBoundingClientRect();
      const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return at.id + ' ' + (hit ? hit.id || hit.tagName : 'nothing');
      """;

  private static final String SHIFTS =
      """
      window.shifts = [];
      new PerformanceObserver((list) => list.getEntries().forEach((e) => shifts.push(e.value)))
          .observe({type: 'layout-shift', buffered: true});
      """;

  @ParameterizedTest
  @CsvSource({
    "bar, 1280, 900",
    "card, 1280, 900",
    "dialog, 1280, 900",
    "bar, 390, 844",
    "card, 390, 844",
    "dialog, 390, 844",
    "bar, 320, 256",
    "dialog, 320, 256"
  })
  void what_the_keyboard_is_at_does_not_lie_behind_the_question(
      String layout, int width, int height) {
    browser.look(new Look(width, height, false));
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    focusPast(panel.part(".choose"));
    for (String id : List.of("other", "buy", "last")) {
      browser.awaitThat(
          id + " can be seen: " + browser.run(HIT), () -> (id + " " + id).equals(browser.run(HIT)));
      assertTrue(panel.isShown(".banner"), "the question stays");
      new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bar", "card", "dialog"})
  void all_of_it_can_be_read_at_a_zoom_of_400_percent(String layout) {
    browser.look(new Look(320, 256, false));
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals(320L, browser.run("return document.documentElement.scrollWidth"));
    assertEquals(
        List.of(),
        browser.run(
            ROOT
                + """
                const banner = root.querySelector('.banner');
                const wide = [...banner.querySelectorAll('*'), banner].filter(
                    (e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display != 'inline');
                return wide.map((e) => e.className + ' ' + e.scrollWidth + ' ' + e.clientWidth);
                """));
    for (WebElement answer : panel.answers(".banner")) {
      browser.run("arguments[0].scrollIntoView()", answer);
      assertTrue(isHit(answer), "both answers can be reached");
    }
    Pictures.take(browser, "consent/zoom-" + layout, new Look(320, 256, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bar", "card", "dialog"})
  void the_layout_does_not_shift_when_the_question_appears(String layout) {
    browser.before(SHIFTS);
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 600)");
    assertEquals(List.of(), browser.run("return shifts"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bar", "card", "dialog"})
  void c3_the_page_is_there_and_escape_is_no_consent(String layout) {
    behave("{\"layout\":\"" + layout + "\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.click("#buy");
    assertEquals("1", browser.find("#bought").getText(), "the page works behind the question");
    browser.run("window.scrollTo(0, 2000)");
    assertEquals(2000L, browser.run("return Math.round(window.scrollY)"));
    assertTrue(panel.isShown(".banner"), "the question stays");
    panel.part(".choose").sendKeys(Keys.ESCAPE);
    panel.awaitControl();
    leave();
    assertEquals(List.of(), browser.cookies());
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertEquals(List.of(), events());
  }

  @Test
  void it_reads_from_right_to_left_where_the_language_does() {
    browser.look(Look.DESK);
    behave("{\"layout\":\"card\",\"direction\":\"rtl\"}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    Rectangle card = panel.part(".banner").getRect();
    assertEquals(16, card.x, "the card stands at the end of the line");
    List<Integer> across = panel.answers(".banner").stream().map(each -> each.getRect().x).toList();
    assertTrue(across.getFirst() > across.getLast(), "the first answer is on the right");
    Pictures.take(browser, "consent/rtl", Look.DESK);
    panel.openByBanner();
    panel.toggles().getFirst().click();
    Pictures.take(browser, "consent/rtl-choices", Look.DESK);
    panel.part(".save").click();
    panel.awaitControl();
    Rectangle control = panel.part(".control").getRect();
    assertEquals(1280 - 12, control.x + control.width, "the way back stands on the right");
  }

  @Test
  void nothing_moves_where_somebody_wants_no_motion() {
    String moves =
        ROOT
            + "return getComputedStyle(root.querySelector('.banner')).animationName + ' ' +"
            + " getComputedStyle(root.querySelector('.toggle'), '::before').transitionProperty";
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals("rise margin", browser.run(moves));
    browser.prefers("reduced-motion", "reduce");
    assertEquals("none all", browser.run(moves));
  }

  @Test
  void the_colours_of_the_system_leave_both_answers_alike_and_framed() {
    browser.devTools(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "forced-colors", "value", "active"))));
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    for (String property : List.of("background-color", "border-top-color", "color")) {
      assertEquals(
          panel.answers(".banner").getFirst().getCssValue(property),
          panel.answers(".banner").getLast().getCssValue(property));
    }
    assertNotEquals(
        panel.answers(".banner").getFirst().getCssValue("border-top-color"),
        panel.part(".banner").getCssValue("background-color"),
        "the frame can be seen");
    panel.openByBanner();
    assertEquals(
        "auto", panel.toggles().getFirst().getCssValue("appearance"), "drawn by the system");
    Pictures.take(browser, "consent/forced-colours", Look.DESK);
  }

  @Test
  void the_colours_of_the_site_are_kept_by_day_and_by_night() {
    behave(
        """
        {"theme":{"light":{"accent":"#123456","on-accent":"#ffffff"},"dark":{"accent":"#fedcba",
        "on-accent":"#000000","paper":"red}*{display:none"},"radius":"3px"}}
        """);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals("rgba(18, 52, 86, 1)", colour());
    assertEquals("3px", panel.part(".banner").getCssValue("border-top-left-radius"));
    browser.look(Look.DESK.atNight());
    assertEquals("rgba(254, 220, 186, 1)", colour());
    assertTrue(panel.isShown(".banner"), "a value is a value and no rule");
    browser.run(
        "const own = new CSSStyleSheet(); own.replaceSync('piste-consent{--piste-accent:#abcdef}');"
            + "document.adoptedStyleSheets.push(own)");
    assertEquals("rgba(171, 205, 239, 1)", colour(), "the page has the last word");
    assertEquals(List.of(), browser.run("return violations"));
  }

  private String colour() {
    return panel.answers(".banner").getFirst().getCssValue("background-color");
  }

  /** Moves the focus into the page with the keyboard. */
  private void focusPast(WebElement last) {
    browser.run("arguments[0].focus()", last);
    new Actions(browser.driver()).sendKeys(Keys.TAB).perform();
  }

  private boolean isHit(WebElement part) {
    return Boolean.TRUE.equals(
        browser.run(
            ROOT
                + """
                const box = arguments[0].getBoundingClientRect();
                return root.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
                    == arguments[0];
                """,
            part));
  }
}
