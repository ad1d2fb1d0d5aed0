package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Rules C8, C15 and C17: what a site changes in its setup, and what it lets the browser say. The
 * switch for minors comes last: what it ends does not come back.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsentSetupBrowserIT extends VisitTest {
  private static final String SIGNAL =
      "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', {get: () => true});";

  @Test
  @Order(1)
  void c8_another_recipient_is_asked_about_again_and_another_word_is_not() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    sites.publish(
        TrackedSites.SHOP,
        setup ->
            setup.withObject("/languages/fr/texts").put("title", "Votre visite, dite autrement"),
        true);
    anew();
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"), "a change of wording asks nobody again");
    panel.openByControl();
    assertTrue(panel.toggles().getFirst().isSelected(), "what was chosen holds");
    sites.publish(
        TrackedSites.SHOP, setup -> setup.putArray("recipients").add("Tea Mail Ltd"), false);
    anew();
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitQuestion();
    assertTrue(panel.part(".banner").getText().contains("Tea Mail Ltd"), "it says who");
    sites.pages().forget();
    panel.accept();
    assertEquals("again", posted().path("how").asText());
    assertEquals("again", lastAct());
  }

  @Test
  @Order(2)
  void c8_an_answer_to_what_is_asked_no_longer_is_asked_anew() {
    visit(TrackedSites.OWN, "/en/one");
    panel.awaitQuestion();
    for (String recipient : List.of("One", "Two")) {
      sites.publish(TrackedSites.OWN, setup -> setup.withArray("recipients").add(recipient), false);
    }
    panel.answers(".banner").getLast().click();
    panel.awaitFailure(".banner");
    assertEquals(List.of(), browser.cookies());
    assertTrue(panel.part(".banner").getText().contains("Two"), "the question of now");
    panel.accept();
    assertEquals("visits-profile-carts", ConsentCookie.of(browser).granted());
    assertEquals(3, ConsentCookie.of(browser).version());
  }

  @Test
  @Order(3)
  void c15_the_browser_s_signal_is_kept_with_the_choice() {
    visit(TrackedSites.TEA, "/fr/one");
    panel.refuse();
    assertFalse(posted().path("gpc").asBoolean(), "no signal");
    browser.devTools("Storage.clearCookies", Map.of());
    sites.pages().forget();
    browser.before(SIGNAL);
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    assertTrue(posted().path("gpc").asBoolean());
    assertEquals("accept true", lastAct() + " " + lastSignal());
  }

  @Test
  @Order(4)
  void c15_where_the_site_wants_it_the_signal_is_a_refusal_without_a_question() {
    sites.publish(TrackedSites.TEA, setup -> setup.put("gpc", "refuse"), true);
    visit(TrackedSites.TEA, "/fr/one");
    panel.awaitQuestion();
    anew();
    browser.before(SIGNAL);
    visit(TrackedSites.TEA, "/fr/two");
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    browser.awaitThat("remembered", () -> browser.cookieNames().contains("piste_consent"));
    assertEquals("0", ConsentCookie.of(browser).granted());
    assertEquals("gpc", posted().path("how").asText());
    assertEquals("gpc true", lastAct() + " " + lastSignal());
    sites.pages().forget();
    visit(TrackedSites.TEA, "/fr/one");
    panel.awaitControl();
    assertEquals(List.of(), sites.pages().posted(CONSENT), "once is enough");
    panel.openByControl();
    panel.answers(".dialog").getLast().click();
    browser.awaitThat("allowed", () -> browser.cookieNames().contains("piste_visitor"));
    visit(TrackedSites.TEA, "/fr/one");
    panel.awaitControl();
    awaitLogged("page");
    assertEquals(
        "visits-profile-carts",
        ConsentCookie.of(browser).granted(),
        "what somebody allowed by hand holds");
  }

  @Test
  @Order(5)
  void c15_a_refusal_by_signal_that_cannot_be_saved_is_one_all_the_same() {
    sites.pages().fail("POST " + CONSENT, 503, "");
    browser.before(SIGNAL);
    visit(TrackedSites.TEA, "/fr/one");
    panel.awaitControl();
    browser.awaitThat(
        "told", () -> "[visible ]".equals(String.valueOf(browser.run("return heard"))));
    assertFalse(panel.isShown(".banner"));
    browser.click("#buy");
    leave();
    assertEquals(List.of(), browser.cookies());
    assertEquals(List.of(), events());
  }

  @Test
  @Order(6)
  void c17_on_a_site_for_minors_nothing_is_asked_and_nothing_tracked() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    assertEquals(Set.of("piste_consent", "piste_visitor"), browser.cookieNames());
    sites.publish(TrackedSites.SHOP, setup -> setup.put("minors", true), false);
    anew();
    visit(TrackedSites.SHOP, "/fr/two");
    browser.awaitThat("what was allowed is over", () -> browser.cookieNames().isEmpty());
    sites.reset();
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat(
        "told", () -> "[visible ]".equals(String.valueOf(browser.run("return heard"))));
    assertFalse(panel.exists(), "neither a question nor a control");
    browser.click("#buy");
    browser.run("piste('preferences')");
    leave();
    assertFalse(panel.exists());
    assertEquals(List.of(), browser.cookies());
    assertEquals(List.of(), events());
    assertEquals(List.of(), sites.logged());
  }

  /** Lets the browser ask again: it keeps the question for five minutes. */
  private void anew() {
    browser.devTools("Network.clearBrowserCache", Map.of());
  }

  private JsonNode posted() {
    return Json.read(sites.pages().posted(CONSENT).getLast().body(), JsonNode.class);
  }

  private String lastAct() {
    return last("how");
  }

  private boolean lastSignal() {
    return !last("gpc").equals("0");
  }

  private String last(String column) {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT CAST("
                            + column
                            + " AS CHAR) FROM consent_record"
                            + " ORDER BY id DESC LIMIT 1")
                    .mapTo(String.class)
                    .one());
  }
}
