package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;

/** Rules C9 and C10: going back is as easy as going in, and acts at once. */
final class ConsentWithdrawalBrowserIT extends VisitTest {
  /** The class of what a click on the middle of the control hits. */
  private static final String HIT =
      """
      const root = document.querySelector('piste-consent').shadowRoot;
      const box = root.querySelector('.control').getBoundingClientRect();
      const place = [box.x + box.width / 2, box.y + box.height / 2];
      const outside = document.elementFromPoint(...place);
      return outside == root.host ? root.elementFromPoint(...place).className : String(outside);
      """;

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
  void c9_the_way_back_can_be_seen_and_hit() {
    for (Look look : List.of(Look.DESK, Look.PHONE, Look.PHONE.atNight())) {
      browser.look(look);
      visit(TrackedSites.SHOP, "/fr/one");
      if (browser.cookies().isEmpty()) {
        panel.refuse();
      }
      panel.awaitControl();
      WebElement control = panel.part(".control");
      assertEquals("Cookies", control.getText());
      Rectangle room = control.getRect();
      assertTrue(room.width >= 24 && room.height >= 24, "large enough: " + room.getDimension());
      assertEquals("control", browser.run(HIT));
      browser.run("window.scrollTo(0, document.body.scrollHeight)");
      assertEquals("control", browser.run(HIT), "it stays when the page is scrolled");
    }
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
  void c10_what_waited_before_a_withdrawal_is_not_sent_after_the_next_consent() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().fail("POST " + EVENTS, 503, "{}");
    browser.click("#buy");
    browser.awaitThat("attempts that are far apart by now", () -> events().size() > 4);
    panel.withdraw();
    sites.pages().heal();
    panel.openByControl();
    panel.answers(".dialog").getLast().click();
    browser.awaitThat("accepted", () -> browser.cookieNames().contains("piste_visitor"));
    leave();
    assertEquals(List.of("page"), sites.logged());
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c10_the_server_refuses_what_still_comes_under_a_withdrawn_consent(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    Sent batch = events().getLast();
    assertEquals(204L, again(batch), "as long as consent holds");
    panel.withdraw();
    assertEquals(403L, again(batch));
    assertEquals(List.of("page", "page"), sites.logged());
  }

  @Test
  void c10_where_nothing_granted_needs_a_visitor_the_page_forgets_it() {
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    assertEquals(Set.of("piste_consent", "piste_visitor"), browser.cookieNames());
    // As where a site has a purpose of its own, which makes no visitor.
    long now = System.currentTimeMillis() / 1000;
    sites
        .pages()
        .fail(
            "POST " + CONSENT,
            200,
            """
            {"id":"x","granted":["visits"],"cookie":"1.x.1.visits.%d","maxAge":99,"visitor":null}
            """
                .formatted(now));
    panel.openByControl();
    panel.toggles().get(1).click();
    panel.toggles().get(2).click();
    panel.part(".save").click();
    browser.awaitThat("saved", () -> ConsentCookie.of(browser).granted().equals("visits"));
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
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

  private @Nullable Object again(Sent batch) {
    return browser
        .driver()
        .executeAsyncScript(
            """
            const [url, body, done] = arguments;
            fetch(url, {method: 'POST', credentials: 'include', body})
                .then((answer) => done(answer.status), () => done(-1));
            """,
            batch.url(),
            batch.body());
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
