package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of events that cannot be delivered, and of pages meanwhile. */
final class DeliveryBrowserIT extends VisitTest {
  private static final String KEPT = "return localStorage.getItem('piste_queue')";

  private void accepted(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().forget();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void what_could_not_be_delivered_is_delivered_by_the_next_page_and_once(int status) {
    accepted(TrackedSites.SHOP);
    sites.pages().fail("POST " + EVENTS, status, "");
    browser.click("#buy");
    browser.awaitThat("it is kept", () -> browser.run(KEPT) != null);
    visit(TrackedSites.SHOP, "/fr/two");
    sites.pages().heal();
    awaitLogged("cart");
    browser.awaitThat("nothing is kept", () -> browser.run(KEPT) == null);
    leave();
    assertEquals(1, sites.logged().stream().filter("cart"::equals).count());
    List<JsonNode> carts =
        sentEvents().stream().filter(e -> e.path("t").asText().equals("cart")).toList();
    assertEquals(1, new HashSet<>(carts.stream().map(e -> e.path("id")).toList()).size());
  }

  @Test
  void a_network_that_is_away_is_waited_for() {
    accepted(TrackedSites.SHOP);
    browser.block("*/p/v1/e");
    browser.click("#buy");
    browser.awaitThat("it is kept", () -> browser.run(KEPT) != null);
    browser.block();
    browser.run("dispatchEvent(new Event('online'))");
    awaitLogged("cart");
  }

  @Test
  void what_a_request_says_of_when_to_come_back_is_heeded() {
    accepted(TrackedSites.SHOP);
    sites.pages().answerWith("Retry-After", "4");
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.click("#buy");
    browser.awaitThat("one attempt", () -> !events().isEmpty());
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 3000)");
    assertEquals(1, events().size());
    sites.pages().heal();
    awaitLogged("cart");
  }

  @Test
  void at_most_50_events_are_kept_and_the_latest() {
    accepted(TrackedSites.SHOP);
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.run("for (let i = 1; i <= 70; i++) piste('checkout', {id: 'cart' + i})");
    browser.awaitThat("they are kept", () -> browser.run(KEPT) != null);
    assertEquals(51L, browser.run("return JSON.parse(localStorage.getItem('piste_queue')).length"));
    assertTrue(String.valueOf(browser.run(KEPT)).contains("cart70"));
  }

  @Test
  void c10_a_withdrawal_empties_the_storage() {
    accepted(TrackedSites.SHOP);
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.click("#buy");
    browser.awaitThat("it is kept", () -> browser.run(KEPT) != null);
    panel.withdraw();
    assertEquals(0, browser.stored());
    sites.pages().heal();
    visit(TrackedSites.SHOP, "/fr/two");
    leave();
    assertEquals(List.of("page"), sites.logged());
  }

  @Test
  void what_was_kept_under_a_consent_that_is_over_is_never_sent() {
    accepted(TrackedSites.SHOP);
    browser.run(
        "localStorage.setItem('piste_queue', JSON.stringify(['another-consent', {id:"
            + " '01930a5d-ac96-774b-bcce-b302099a8057', t: 'checkout', at: Date.now(), u:"
            + " location.href, checkout: {id: 'old'}}]))");
    visit(TrackedSites.SHOP, "/fr/two");
    browser.awaitThat("it is forgotten", () -> browser.run(KEPT) == null);
    leave();
    assertFalse(sites.logged().contains("checkout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})",
        "Storage.prototype.setItem = () => { throw new Error('full'); }",
        "Storage.prototype.getItem = () => '{broken'",
        "for (const each of ['getItem', 'setItem', 'removeItem']) { Storage.prototype[each] ="
            + " () => { throw new Error('no'); }; }"
      })
  void storage_that_is_full_or_forbidden_harms_nothing(String trouble) {
    browser.before(trouble);
    accepted(TrackedSites.OWN);
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.click("#buy");
    browser.awaitThat("two attempts", () -> events().size() > 1);
    sites.pages().heal();
    awaitLogged("cart");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 400, 403})
  void what_the_server_will_not_take_is_not_sent_again(int status) {
    accepted(TrackedSites.OWN);
    sites.pages().fail("POST " + EVENTS, status, "{}");
    browser.click("#buy");
    browser.awaitThat("one attempt", () -> !events().isEmpty());
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 2500)");
    assertEquals(1, events().size());
    assertEquals(0, browser.stored());
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @Test
  void a_server_that_does_not_answer_keeps_nobody_waiting() {
    accepted(TrackedSites.OWN);
    sites.pages().delay(60_000);
    browser.click("#buy");
    browser.click("#buy");
    assertEquals("2", browser.find("#bought").getText());
    long begun = System.nanoTime();
    browser.click("#other");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
    assertEquals(
        true,
        browser.run("return performance.getEntriesByType('navigation')[0].domInteractive < 10000"));
    assertTrue(System.nanoTime() - begun < 50_000_000_000L, "nothing waits for our scripts");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @Test
  void nothing_on_the_page_moves_by_us() {
    browser.before(
        """
        window.moved = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) { window.moved += entry.value; }
        }).observe({type: 'layout-shift', buffered: true});
        """);
    sites.pages().write("data-auto=\"outbound download forms search notfound\"", "");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 500)");
    assertEquals(0L, browser.run("return moved"), "while the question comes");
    panel.accept();
    awaitLogged("page");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 500)");
    assertEquals(0L, browser.run("return moved"), "and when it goes");
  }

  @Test
  void a_page_without_scripts_is_a_page_all_the_same() {
    browser.devTools("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    try {
      visit(TrackedSites.SHOP, "/fr/one");
      browser.click("#other");
      browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
      assertFalse(panel.exists());
      assertEquals(List.of(), sites.pages().seen());
      assertEquals(List.of(), browser.cookies());
    } finally {
      browser.devTools("Emulation.setScriptExecutionDisabled", Map.of("value", false));
    }
  }

  @Test
  void back_from_the_browsers_own_cache_is_another_view() {
    accepted(TrackedSites.OWN);
    browser.run("window.still = 'here'");
    visit(TrackedSites.OWN, "/fr/two");
    browser.awaitThat("two pages", () -> sites.logged().size() == 2);
    browser.driver().navigate().back();
    browser.awaitThat("back", () -> browser.driver().getTitle().equals("/fr/one"));
    assertEquals("here", browser.run("return window.still"), "it was kept, not loaded again");
    browser.awaitThat("three pages", () -> sites.logged().size() == 3);
  }
}
