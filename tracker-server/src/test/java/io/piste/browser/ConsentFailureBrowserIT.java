package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule C18: whatever fails is a refusal, and the page goes on working. */
final class ConsentFailureBrowserIT extends VisitTest {
  @ParameterizedTest
  @ValueSource(strings = {"*/p/t.js", "*/p/c.js", "*/p/v1/*", "*/p/*"})
  void c18_blocked_requests_are_a_refusal(String pattern) {
    browser.block(pattern);
    visit(TrackedSites.SHOP, "/fr/one");
    assertPageWorksUntracked();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "404 | {}",
        "500 | {}",
        "503 | ",
        "200 | ",
        "200 | no JSON",
        "200 | null",
        "200 | {}",
        "200 | {\"hash\":\"x\",\"body\":{}}",
        "200 | {\"hash\":\"x\",\"body\":{\"texts\":{},\"purposes\":[]}}"
      })
  void c18_a_configuration_that_is_broken_or_missing_is_a_refusal(int status, String body) {
    sites.pages().fail("GET " + CONSENT, status, body == null ? "" : body);
    // On the page's own host, where errors of our scripts would reach the page.
    visit(TrackedSites.OWN, "/fr/one");
    awaitConfiguration();
    assertFalse(panel.exists(), "nobody is asked without the words to ask with");
    assertPageWorksUntracked();
  }

  @Test
  void c18_a_question_that_never_comes_is_a_refusal_and_keeps_nobody_waiting() {
    visit(TrackedSites.OWN, "/fr/one"); // the browser has the scripts now
    panel.awaitQuestion();
    sites.pages().forget();
    sites.pages().delay(60_000);
    visit(TrackedSites.OWN, "/en/one");
    browser.awaitThat("the question is asked for", () -> !sites.pages().seen().isEmpty());
    assertFalse(panel.exists());
    assertPageWorksUntracked();
  }

  @Test
  void c18_scripts_that_never_come_keep_nobody_waiting() {
    // In a window beside: the driver would wait until the page is loaded.
    visit(TrackedSites.OWN, "/fr/bare");
    sites.pages().delay(60_000);
    browser.run("window.beside = open('/fr/one')");
    browser.awaitThat("the script is asked for", () -> !sites.pages().seen().isEmpty());
    browser.awaitThat("a page", () -> beside("document.readyState").equals("interactive"));
    browser.run("beside.document.getElementById('buy').click()");
    assertEquals("1", beside("document.getElementById('bought').value"));
    assertEquals("", beside("troubles.join()"));
    assertEquals(List.of(), browser.cookies());
    browser.run("beside.close()");
  }

  private String beside(String property) {
    return String.valueOf(browser.run("return beside." + property));
  }

  @Test
  void c18_a_question_that_comes_late_is_asked_late() {
    sites.pages().delay(700);
    visit(TrackedSites.OWN, "/fr/one");
    browser.click("#buy");
    panel.awaitQuestion();
    panel.accept();
    awaitLogged("cart");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @Test
  void c18_a_purpose_without_a_sentence_is_not_asked_about() {
    sites.pages().fail("GET " + CONSENT, 200, texts("{\"id\":\"visits\",\"title\":\"Visits\"}"));
    visit(TrackedSites.OWN, "/fr/one");
    awaitConfiguration();
    assertFalse(panel.exists());
    assertPageWorksUntracked();
  }

  @Test
  void c18_a_purpose_that_the_server_does_not_know_is_a_refusal() {
    // The text is the server's own, so that nothing but the purpose is wrong.
    sites.pages().change("GET " + CONSENT, text -> text.replace("\"visits\"", "\"resale\""));
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    panel.toggles().forEach(toggle -> toggle.click());
    panel.part(".save").click();
    panel.awaitFailure(".dialog");
    assertTrue(sites.pages().posted(CONSENT).getFirst().body().contains("resale"));
    panel.part(".close").click();
    assertPageWorksUntracked();
  }

  @Test
  void c18_words_in_the_cookie_that_nobody_knows_grant_nothing() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.run(
        "document.cookie = 'piste_consent=1.abc.1.resale-everything.' + Math.floor(Date.now()/1000)"
            + " + '; path=/'");
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitControl();
    browser.run("piste('identify', {email: 'a@b.example'})");
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}",
        "503 | ",
        "200 | no JSON",
        "200 | {}",
        "200 | {\"id\":\"x\",\"granted\":[\"visits\",\"resale\"],\"cookie\":\"1.x.1.visits.9999999999\"}"
      })
  void c18_a_choice_that_cannot_be_saved_grants_nothing(int status, String body) {
    sites.pages().fail("POST " + CONSENT, status, body == null ? "" : body);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    panel.answers(".banner").getLast().click();
    assertEquals(
        "Votre choix n’a pas pu être enregistré : rien n’est autorisé. Vous pouvez réessayer.",
        panel.awaitFailure(".banner").replace('\u00a0', ' '));
    assertPageWorksUntracked();
  }

  @Test
  void c18_a_choice_can_be_made_again_when_the_server_is_back() {
    sites.pages().fail("POST " + CONSENT, 503, "");
    visit(TrackedSites.SHOP, "/en/one");
    panel.awaitQuestion();
    panel.answers(".banner").getLast().click();
    panel.awaitFailure(".banner");
    sites.pages().heal();
    panel.accept();
    browser.click("#buy");
    awaitLogged("cart");
  }

  @Test
  void c18_a_withdrawal_that_cannot_be_saved_silences_the_page_all_the_same() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().fail("POST " + CONSENT, 500, "{}");
    panel.openByControl();
    panel.answers(".dialog").getFirst().click();
    panel.awaitFailure(".dialog");
    sites.pages().forget();
    browser.run("piste('cart', {id: 'basket', currency: 'EUR', lines: []})");
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitQuestion();
    assertFalse(browser.cookieNames().contains("piste_consent"), "the page is asked again");
    leave();
    assertEquals(List.of(), events());
  }

  @Test
  void c18_errors_of_the_page_s_calls_stay_with_us() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    browser.run("piste(); piste(null); piste('cart'); piste('order', 7n); piste({})");
    browser.run("const loop = {}; loop.loop = loop; piste('product', loop)");
    browser.click("#buy");
    awaitLogged("page");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  private static String texts(String purposes) {
    return """
      {"hash":"%s","body":{"site":"x","version":1,"language":"fr","days":180,"privacyUrl":null,
       "texts":{"title":"T","intro":"I","change":"C","acceptAll":"A","rejectAll":"R","choose":"O",
       "preferences":"P","save":"S","close":"X","manage":"M","privacy":"V","consentId":"N",
       "necessary":"Y","failed":"F"},"purposes":[%s]}}
      """
        .formatted("0".repeat(64), purposes);
  }

  /** Waits until the page got its configuration, or something else, and made of it what it can. */
  private void awaitConfiguration() {
    browser.awaitThat(
        "an answer to the question for the configuration",
        () ->
            Boolean.TRUE.equals(
                browser.run(
                    "return performance.getEntriesByType('resource')"
                        + ".some((e) => e.name.includes('/p/v1/consent') && e.responseEnd)")));
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 300)");
  }

  private void assertPageWorksUntracked() {
    browser.click("#buy");
    browser.click("#buy");
    assertEquals("2", browser.find("#bought").getText());
    assertEquals(List.of(), browser.run("return troubles"), "errors that reached the page");
    browser.click("#other");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().endsWith("/two"));
    leave();
    assertEquals(Set.of(), browser.cookieNames());
    assertEquals(0, browser.stored());
    assertEquals(List.of(), events());
    assertTrue(sites.logged().isEmpty());
  }
}
