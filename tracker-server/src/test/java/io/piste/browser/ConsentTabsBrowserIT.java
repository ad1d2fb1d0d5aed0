package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WindowType;

/** One choice for all tabs, and what pages are told of it. */
final class ConsentTabsBrowserIT extends VisitTest {
  private static final String STATE = "return document.querySelector('piste-consent').granted";

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c7_a_choice_in_one_tab_is_not_asked_about_in_the_other(String host) {
    visit(host, "/fr/one");
    panel.awaitQuestion();
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    visit(host, "/fr/two");
    panel.accept();
    browser.driver().switchTo().window(first);
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    panel.openByControl();
    panel.toggles().forEach(toggle -> assertTrue(toggle.isSelected(), "as it was chosen there"));
    assertEquals(List.of("visits", "profile", "carts"), browser.run(STATE));
  }

  @Test
  void c10_toggles_that_are_open_in_another_tab_follow_a_withdrawal() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    panel.openByControl();
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    visit(TrackedSites.SHOP, "/fr/two");
    panel.withdraw();
    browser.driver().switchTo().window(first);
    browser.awaitThat(
        "toggles are off", () -> panel.toggles().stream().noneMatch(each -> each.isSelected()));
    assertEquals(List.of(), browser.run(STATE));
  }

  @Test
  void tabs_hear_of_it_while_nobody_looks_at_them_and_without_anything_stored() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    // Whatever the window does, this page takes itself for one that nobody looks at.
    browser.run(
        "document.addEventListener('visibilitychange', (e) => e.stopImmediatePropagation(), true)");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    visit(TrackedSites.SHOP, "/fr/two");
    assertEquals(0, browser.stored());
    assertEquals(List.of(), browser.cookies());
    panel.refuse();
    browser.driver().switchTo().window(first);
    browser.awaitThat("told", () -> !told().isEmpty());
    assertEquals(0, browser.stored());
  }

  @Test
  void a_tab_reads_the_choice_again_when_somebody_comes_back_to_it() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    // From another subdomain, whose tabs cannot speak to this one.
    browser.devTools("Storage.clearCookies", Map.of());
    assertTrue(panel.isShown(".control"));
    browser.run("document.dispatchEvent(new Event('visibilitychange'))");
    panel.awaitQuestion();
    assertEquals(List.of("visible visits profile carts", "visible "), told());
  }

  @Test
  void pages_hear_of_a_choice_that_holds_when_they_are_loaded() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    assertEquals(List.of(), told());
    assertEquals(null, browser.run(STATE), "nothing was chosen");
    panel.accept();
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitControl();
    assertEquals(List.of("visible visits profile carts"), told());
    assertEquals(List.of("visits", "profile", "carts"), browser.run(STATE));
  }

  @Test
  void what_another_tab_chose_meanwhile_is_seen_on_the_way_back_through_the_history() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.click("#other");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
    panel.refuse();
    browser.driver().navigate().back();
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
  }

  private List<?> told() {
    return browser.run("return heard") instanceof List<?> list ? list : List.of();
  }
}
