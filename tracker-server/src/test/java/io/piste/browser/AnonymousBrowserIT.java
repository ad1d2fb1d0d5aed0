package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.support.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anonymous statistics as a browser sees them: nothing is kept, nothing is told that is kept. */
final class AnonymousBrowserIT extends VisitTest {
  private static final String COUNT = "/p/v1/a";

  @Test
  void a_cold_visit_keeps_nothing_and_sends_one_request_without_an_identifier() {
    on(TrackedSites.SHOP);
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/one?token=secret&utm_source=letter"));
    awaitCounts(1);
    assertEquals(Set.of(), browser.cookieNames());
    assertEquals(0, browser.stored());
    Sent sent = counts().getFirst();
    assertEquals(
        "{\"s\":\"%s\",\"p\":\"/fr/one\",\"q\":\"letter\"}"
            .formatted(sites.publicId(TrackedSites.SHOP)),
        sent.body());
    assertFalse(sent.headers().containsKey("Cookie"), sent.headers().toString());
    assertEquals(
        List.of("GET /p/x.js", "POST /p/v1/a"),
        sites.pages().seen().stream().map(AnonymousBrowserIT::line).toList());
    assertEquals(List.of(), browser.complaints());
    assertEquals(List.of(), sites.logged());
    browser.awaitThat("one view in the figures", () -> views("letter") == 1);
  }

  @Test
  void where_it_is_off_nothing_is_counted_and_the_page_goes_on() {
    sites.jdbi().useHandle(handle -> handle.execute("DELETE FROM anonymous_site"));
    browser.awaitThat("the server to know", () -> status(TrackedSites.OWN) == 403);
    browser.open(sites.pages().plain(TrackedSites.OWN, "/fr/off"));
    awaitCounts(1);
    leave();
    assertEquals(0, views("/fr/off"));
    assertEquals(List.of(), browser.run("return window.troubles || []"));
    assertEquals(Set.of(), browser.cookieNames());
  }

  @Test
  void what_a_visitor_who_agreed_is_known_by_does_not_travel_along() {
    on(TrackedSites.SHOP);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/two"));
    awaitCounts(1);
    assertTrue(browser.cookieNames().contains("piste_visitor"));
    assertFalse(counts().getFirst().headers().containsKey("Cookie"));
    assertFalse(counts().getFirst().body().contains("visitor"));
  }

  @Test
  void an_application_of_a_single_page_is_counted_by_its_paths() {
    on(TrackedSites.SHOP);
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/one"));
    awaitCounts(1);
    browser.run("history.pushState(null, '', '/fr/three?page=2')");
    awaitCounts(2);
    browser.run("history.replaceState(null, '', '/fr/three?page=3')");
    browser.run("history.back()");
    awaitCounts(3);
    assertTrue(counts().get(1).body().contains("\"p\":\"/fr/three\""));
    assertTrue(counts().get(2).body().contains("\"p\":\"/fr/one\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"globalPrivacyControl: true", "doNotTrack: '1'"})
  void a_browser_that_asks_for_privacy_sends_nothing(String signal) {
    on(TrackedSites.SHOP);
    String[] parts = signal.split(": ", -1);
    browser.before(
        "Object.defineProperty(navigator, '%s', {value: %s})".formatted(parts[0], parts[1]));
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/one"));
    leave();
    assertEquals(List.of(), counts());
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void one_click_is_enough_not_to_be_counted_any_more(String host) {
    on(host);
    browser.open(sites.pages().plain(host, "/fr/one"));
    awaitCounts(1);
    assertEquals("false", browser.find("[data-piste-out]").getDomAttribute("aria-pressed"));
    browser.click("[data-piste-out]");
    browser.find("[data-piste-out][aria-pressed=true]");
    StoredCookie cookie = browser.cookie("piste_out");
    assertEquals("1", cookie.value());
    assertEquals(Set.of("piste_out"), browser.cookieNames(), "the same for everybody");
    sites.pages().forget();
    browser.open(sites.pages().plain(host, "/fr/two"));
    browser.find("[data-piste-out][aria-pressed=true]");
    leave();
    assertEquals(List.of(), counts());
    browser.open(sites.pages().plain(host, "/fr/two"));
    browser.click("[data-piste-out]");
    browser.find("[data-piste-out][aria-pressed=false]");
    assertEquals(Set.of(), browser.cookieNames());
  }

  @Test
  void a_page_without_a_server_goes_on() {
    sites.pages().fail("POST " + COUNT, 500, "{}");
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/one"));
    awaitCounts(1);
    browser.click("[data-piste-out]");
    leave();
    browser.open(sites.pages().plain(TrackedSites.SHOP, "/fr/one"));
    assertEquals(List.of(), browser.run("return troubles"));
  }

  private void on(String host) {
    sites
        .jdbi()
        .useHandle(
            handle -> {
              handle.execute("DELETE FROM anonymous_hour");
              handle.execute(
                  "INSERT IGNORE INTO anonymous_site (site_id, since_at) SELECT id, 0 FROM site"
                      + " WHERE public_id = ?",
                  sites.publicId(host));
            });
    // The server looks every few seconds whether another process switched it.
    browser.awaitThat("the server to know", () -> status(host) == 204);
    sites.jdbi().useHandle(handle -> handle.execute("DELETE FROM anonymous_hour"));
    sites.pages().forget();
  }

  /** What a robot is answered: counted as nobody, but told whether it is on. */
  private int status(String host) {
    try {
      return RawHttp.post(
              sites.port(), COUNT, "{\"s\":\"" + sites.publicId(host) + "\",\"p\":\"/\"}")
          .header("Origin", sites.pages().origin(host))
          .header("User-Agent", "curl/8")
          .send()
          .status();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Sent> counts() {
    return sites.pages().posted(COUNT);
  }

  private void awaitCounts(int number) {
    browser.awaitThat(number + " views sent", () -> counts().size() == number);
  }

  /** With a source or a path that no other test has. */
  private int views(String value) {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT COALESCE(SUM(views), 0) FROM anonymous_day WHERE value = :value")
                    .bind("value", value)
                    .mapTo(Integer.class)
                    .one());
  }

  private static String line(Sent sent) {
    return sent.method() + sent.url().replaceFirst("^http://[^/]+", " ");
  }
}
