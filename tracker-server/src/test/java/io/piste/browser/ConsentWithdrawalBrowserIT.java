package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WindowType;

/** Rules C9 and C10: going back is as easy as going in, and acts at once. */
final class ConsentWithdrawalBrowserIT extends VisitTest {

  @Test
  void c9_the_way_back_stands_on_every_page_after_either_answer() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    assertWayBack();
    panel.answers(".dialog").getLast().click();
    browser.awaitThat("accepted", () -> browser.cookieNames().contains("piste_visitor"));
    visit(TrackedSites.SHOP, "/fr/two");
    assertWayBack();
    visit(TrackedSites.SHOP, "/en/one");
    assertWayBack();
  }

  @Test
  void c9_one_click_opens_and_one_click_rejects_all() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    panel.withdraw();
    browser.awaitThat("refused", () -> ConsentCookie.of(browser).granted().equals("0"));
    assertTrue(panel.isShown(".control"), "the way back stays");
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c10_withdrawal_deletes_the_visitor_and_silences_the_page(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    assertEquals(Set.of("piste_consent", "piste_visitor"), browser.cookieNames());
    panel.withdraw();
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
    assertEquals(0, states(), "consents that hold on the server");
    sites.pages().forget();
    browser.click("#buy");
    browser.run("history.pushState(null, '', '/fr/three')");
    visit(host, "/fr/two");
    panel.awaitControl();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
    assertEquals(0, browser.stored());
  }

  @Test
  void c10_withdrawal_drops_what_waits_to_be_sent() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().fail("POST " + EVENTS, 503, "{}");
    browser.click("#buy");
    browser.awaitThat("one attempt", () -> events().size() > 1);
    panel.withdraw();
    sites.pages().heal();
    sites.pages().forget();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(List.of("page"), sites.logged());
  }

  @Test
  void c10_withdrawal_silences_the_other_tabs_too() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    String first = browser.driver().getWindowHandle();
    browser.driver().switchTo().newWindow(WindowType.TAB);
    visit(TrackedSites.SHOP, "/fr/two");
    panel.withdraw();
    browser.driver().switchTo().window(first);
    sites.pages().forget();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
  }

  private void assertWayBack() {
    panel.openByControl();
    assertEquals(2, panel.answers(".dialog").size());
    panel.answers(".dialog").forEach(answer -> assertTrue(answer.isDisplayed()));
    assertFalse(panel.isShown(".banner"));
  }

  private int states() {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM consent_state WHERE expires_at > 0")
                    .mapTo(Integer.class)
                    .one());
  }
}
