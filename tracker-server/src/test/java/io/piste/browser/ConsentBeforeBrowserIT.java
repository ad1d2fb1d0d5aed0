package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Rules C1 and C3: before the visitor said yes there is nothing. */
final class ConsentBeforeBrowserIT extends VisitTest {
  private static final Set<String> ALLOWED = Set.of("/p/t.js", "/p/c.js", CONSENT);

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c1_a_cold_visit_leaves_nothing_and_sends_nothing(String host) {
    visit(host, "/fr/one");
    panel.awaitQuestion();
    browser.click("#buy");
    browser.click("#other");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
    panel.awaitQuestion();
    browser.run("history.pushState(null, '', '/fr/three')");
    assertNothingKept();
    leave();
    assertNothingKept();
    assertEquals(ALLOWED, reached());
    for (Sent request : sites.pages().seen()) {
      assertEquals("GET", request.method(), request.toString());
      assertFalse(request.headers().containsKey("Cookie"), request.toString());
    }
    assertEquals(List.of(), sites.logged());
  }

  @Test
  void c1_nothing_is_asked_of_others() {
    visit(TrackedSites.SHOP, "/fr/free");
    panel.awaitQuestion();
    Set<String> hosts =
        browser.sent().stream()
            .map(each -> URI.create(each.url()).getHost())
            .collect(Collectors.toSet());
    assertEquals(Set.of(TrackedSites.SHOP, "t.shop.localhost"), hosts);
  }

  @Test
  void c3_scrolling_and_browsing_on_is_no_consent() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.run("window.scrollTo(0, document.body.scrollHeight)");
    browser.awaitThat(
        "scrolled", () -> Boolean.TRUE.equals(browser.run("return window.scrollY > 100")));
    browser.run("document.querySelector('h1').click()");
    assertTrue(panel.isShown(".banner"), "the question stays");
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitQuestion();
    leave();
    assertNothingKept();
    assertEquals(List.of(), events());
  }

  @Test
  void c3_closing_the_question_is_a_refusal() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    panel.part(".choose").sendKeys(Keys.ESCAPE);
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    browser.click("#buy");
    leave();
    assertNothingKept();
    assertEquals(List.of(), events());
  }

  @Test
  void c3_closing_the_choices_one_by_one_is_a_refusal() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    panel.toggles().forEach(toggle -> toggle.click());
    panel.part(".close").click();
    panel.awaitQuestion();
    assertFalse(panel.isShown(".dialog"));
    leave();
    assertNothingKept();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertEquals(List.of(), events());
  }

  private Set<String> reached() {
    return sites.pages().seen().stream()
        .map(each -> URI.create(each.url()).getPath())
        .collect(Collectors.toSet());
  }

  private void assertNothingKept() {
    assertEquals(List.of(), browser.cookies());
    assertEquals(0, browser.stored(), "local storage, session storage and databases");
  }
}
