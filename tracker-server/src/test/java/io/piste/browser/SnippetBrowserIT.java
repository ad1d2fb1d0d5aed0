package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the script sends of those who consented, when, and how it copes with a server in trouble.
 */
final class SnippetBrowserIT extends VisitTest {
  private static final String ORDER =
      "piste('order', {id: 'o1', cart: 'basket', currency: 'EUR', total: 12.5, lines:"
          + " [{sku: 'sencha', name: 'Sencha', quantity: 1, price: 12.5}]});";

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void what_was_called_before_the_choice_is_sent_after_consent(String host) {
    visit(host, "/fr/one?utm_source=letter&secret=1");
    panel.awaitQuestion();
    browser.run("piste('product', {sku: 'sencha', name: 'Sencha', price: 12.5, currency: 'EUR'})");
    browser.click("#buy");
    panel.accept();
    awaitLogged("cart");
    assertEquals(List.of("page", "product", "cart"), sites.logged());
    Sent batch = events().getFirst();
    assertTrue(
        batch.headers().getOrDefault("Content-type", "").startsWith("text/plain"),
        batch.toString());
    boolean token = Json.read(batch.body(), JsonNode.class).has("v");
    assertEquals(host.equals(TrackedSites.TEA), token, "a token where cookies do not arrive");
    assertEquals(token, !batch.headers().containsKey("Cookie"), batch.headers().toString());
    JsonNode page = sentEvents().getFirst();
    assertEquals("fr", page.path("l").asText());
    assertEquals("/fr/one", page.path("ti").asText());
    assertTrue(page.path("id").asText().matches("[0-9a-f]{8}-[0-9a-f]{4}-7.{3}-[89ab].{3}-.{12}"));
  }

  @Test
  void at_most_50_calls_wait_and_the_latest_are_kept() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.run(
        "for (let i = 1; i <= 70; i++) piste('product', {sku: 'sku' + i, name: 'Tea ' + i})");
    panel.accept();
    awaitLogged("product");
    leave();
    assertEquals(50, sentEvents().size());
    assertEquals("sku70", sentEvents().getLast().path("product").path("sku").asText());
  }

  @Test
  void calls_of_one_moment_travel_together() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().forget();
    browser.run("document.getElementById('buy').click();" + ORDER);
    awaitLogged("order");
    assertEquals(1, events().size());
    assertEquals(List.of("page", "cart", "order"), sites.logged());
  }

  @Test
  void a_page_that_changes_its_address_is_viewed_again() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.run(
        """
        history.pushState(null, '', '/fr/app/1');
        document.title = 'First';
        """);
    awaitPages(2);
    browser.run("location.hash = 'here'; history.replaceState(null, '', location.href)");
    browser.run("history.replaceState(null, '', '/fr/app/2')");
    awaitPages(3);
    browser.run("history.back()");
    awaitPages(4);
    leave();
    List<String> pages = new ArrayList<>();
    sentEvents().forEach(e -> pages.add(e.path("u").asText().replaceAll("http://[^/]+", "")));
    assertEquals(List.of("/fr/one", "/fr/app/1", "/fr/app/2", "/fr/app/1"), pages);
    assertEquals("First", sentEvents().get(1).path("ti").asText());
    assertTrue(sentEvents().get(1).path("r").asText().endsWith("/fr/one"));
  }

  @Test
  void what_happens_while_the_page_goes_away_still_arrives() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.run(ORDER + "location.href = '/style.css'");
    awaitLogged("order");
  }

  @Test
  void a_server_in_trouble_gets_the_same_events_later_and_each_once() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().forget();
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.click("#buy");
    browser.awaitThat("two attempts", () -> events().size() >= 2);
    sites.pages().heal();
    awaitLogged("cart");
    leave();
    assertEquals(List.of("page", "cart"), sites.logged());
    assertEquals(1, new HashSet<>(sentEvents().stream().map(e -> e.path("id")).toList()).size());
  }

  @Test
  void one_wrong_event_does_not_take_the_others_with_it() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.run(
        "piste('checkout', {wrong: true}); piste('unheard', {}); piste('checkout', {id: 'b'})");
    awaitLogged("checkout");
    leave();
    assertEquals(List.of("page", "checkout"), sites.logged());
  }

  @Test
  void snapshots_of_a_cart_are_numbered_upwards() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    browser.run(
        "const buy = document.getElementById('buy'); buy.click(); buy.click(); buy.click()");
    awaitLogged("cart");
    List<Long> numbers = new ArrayList<>();
    sentEvents().stream()
        .filter(e -> e.path("t").asText().equals("cart"))
        .forEach(e -> numbers.add(e.path("cart").path("seq").asLong()));
    assertEquals(3, numbers.size());
    assertTrue(numbers.get(0) < numbers.get(1) && numbers.get(1) < numbers.get(2));
  }

  @Test
  void a_page_back_from_the_browsers_memory_is_viewed_again() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.run("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
    awaitPages(2);
  }

  @Test
  void a_page_prepared_in_advance_waits_until_it_is_looked_at() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    String prerendering =
        "Object.defineProperty(document, 'prerendering', {value: true, configurable: true})";
    browser.before(prerendering);
    visit(TrackedSites.SHOP, "/fr/two");
    browser.awaitThat("the script ran", () -> !browser.sentTo("/p/t.js").isEmpty());
    browser.click("#buy");
    assertFalse(panel.exists());
    assertEquals(List.of("page"), sites.logged());
    browser.nothingBefore();
    browser.run("document.dispatchEvent(new Event('prerenderingchange'))");
    awaitPages(2);
    awaitLogged("cart");
  }

  private void awaitPages(int count) {
    browser.awaitThat(
        count + " page views",
        () -> sites.logged().stream().filter(type -> type.equals("page")).count() >= count);
  }
}
