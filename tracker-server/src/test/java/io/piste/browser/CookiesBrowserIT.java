package io.piste.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who sets which cookie, wherever the tracker stands. Safari keeps what a script wrote for 7 days,
 * and what a response set in full: so the server sets whatever it can.
 */
final class CookiesBrowserIT extends VisitTest {
  private static final Duration SAFARI = Duration.ofDays(7);

  /** Notes what scripts of the page write. */
  private static final String WATCH =
      """
      window.written = [];
      const own = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
      Object.defineProperty(document, 'cookie', {
        get: () => own.get.call(document),
        set: (value) => { written.push(value); own.set.call(document, value); },
      });
      """;

  @ParameterizedTest
  @CsvSource({
    "www.shop.localhost, '', .shop.localhost, t.shop.localhost",
    "own.shop.localhost, '', own.shop.localhost, own.shop.localhost",
    "own.shop.localhost, /boutique, own.shop.localhost, own.shop.localhost"
  })
  void the_server_sets_what_reaches_the_page_and_scripts_write_nothing(
      String host, String below, String consentOf, String visitorOf) {
    browser.before(WATCH);
    below(host, below);
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    assertEquals(List.of(), browser.run("return written"));
    StoredCookie consent = browser.cookie("piste_consent");
    StoredCookie visitor = browser.cookie("piste_visitor");
    assertEquals(consentOf, consent.domain());
    assertEquals(visitorOf, visitor.domain());
    assertFalse(consent.httpOnly(), "the page reads it");
    assertTrue(visitor.httpOnly(), "no script reads it");
    for (StoredCookie each : List.of(consent, visitor)) {
      assertEquals("/", each.path());
      assertEquals("Lax", each.sameSite());
      assertTrue(each.secure());
      assertTrue(each.expires().isAfter(Instant.now().plus(SAFARI)), each + " lives longer");
    }
    visit(host, "/fr/two");
    panel.awaitControl();
    browser.awaitThat("the second view", () -> sites.logged().size() == 2);
    panel.withdraw();
    assertEquals(Set.of("piste_consent"), browser.cookieNames());
  }

  @Test
  void on_another_site_the_page_keeps_a_token_that_we_signed_and_the_choice() {
    browser.before(WATCH);
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    awaitLogged("page");
    Object written = browser.run("return written.map((each) => each.split('=')[0]).sort()");
    assertEquals(List.of("piste_consent", "piste_visitor"), written);
    assertEquals(3, browser.cookie("piste_visitor").value().split("\\.", -1).length, "a token");
    for (StoredCookie each : browser.cookies()) {
      assertEquals("www.tea.localhost", each.domain(), "nothing of another site is kept");
      assertTrue(each.secure());
      assertEquals("Lax", each.sameSite());
    }
    assertFalse(events().getLast().headers().containsKey("Cookie"), "third-party cookies");
  }

  @Test
  void a_token_that_we_did_not_sign_opens_nothing_whoever_it_names() {
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    awaitLogged("page");
    Sent batch = events().getLast();
    String token = browser.cookie("piste_visitor").value();
    int end = token.lastIndexOf('.') + 1;
    String forged = token.substring(0, end) + "A".repeat(token.length() - end);
    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), UTF_8);
    String bare = Json.read(claims, JsonNode.class).path("sub").asText();
    assertEquals(22, bare.length(), "the visitor itself, as its cookie would name it");
    for (String other : List.of(forged, bare, "mX3cVt0kQ7eYb1Nf9sLdRw", "")) {
      Object status =
          browser
              .driver()
              .executeAsyncScript(
                  """
                  const [url, body, done] = arguments;
                  fetch(url, {method: 'POST', credentials: 'include', body})
                      .then((answer) => done(answer.status), () => done(-1));
                  """,
                  batch.url(),
                  batch.body().replace(token, other));
      assertEquals(403L, status, other);
    }
  }

  private void below(String host, String path) {
    sites.pages().carry(host, sites.publicId(host), tracker(host) + path);
  }

  private String tracker(String host) {
    return sites.pages().origin(host.equals(TrackedSites.SHOP) ? "t.shop.localhost" : host);
  }
}
