package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page has a banner of its own: ours stays away, the server's record is kept, and whatever is
 * not a clear yes over there is a no here. The banners are small doubles, written from what their
 * makers document (docs/foreign-banners.md).
 */
final class ForeignBannersBrowserIT extends VisitTest {
  private static final String ALL = "{visits: true, profile: true, carts: true}";
  private static final String ONE = "{visits: true}";
  private static final String NONE = "{}";

  @ParameterizedTest
  @ValueSource(
      strings = {"wp", "complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "tcf"})
  void what_another_banner_was_told_is_recorded_once(String name) {
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT), "nobody answered yet");
    assertFalse(browser.cookieNames().contains("piste_consent"));
    say(ALL);
    awaitGranted("carts-profile-visits");
    awaitLogged("page");
    assertFalse(panel.exists(), "ours stays away, its control too");
    assertEquals("api", sent(0).path("how").asText());
    assertEquals(64, sent(0).path("hash").asText().length());
    assertEquals(List.of("api"), recorded());
    visit(TrackedSites.SHOP, "/fr/two");
    browser.awaitThat("two views", () -> sites.logged().size() == 2);
    pause();
    assertEquals(1, sites.pages().posted(CONSENT).size(), "it is known");
    assertEquals(List.of(), browser.complaints());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wp", "complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "tcf"})
  void a_refusal_over_there_is_recorded_and_silences_the_page(String name) {
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(NONE);
    awaitGranted("0");
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(1, sites.pages().posted(CONSENT).size());
    assertFalse(browser.cookieNames().contains("piste_visitor"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wp", "complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "tcf"})
  void a_part_is_a_part_and_a_withdrawal_ends_it(String name) {
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(ONE);
    awaitGranted("visits");
    awaitLogged("page");
    say(NONE);
    awaitGranted("0");
    assertFalse(browser.cookieNames().contains("piste_visitor"));
    sites.pages().forget();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    say(ONE, "/fr/two");
    awaitGranted("visits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wp", "complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "tcf"})
  void a_banner_that_breaks_is_a_refusal(String name) {
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.run("breakIt()");
    awaitGranted("0");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"wp", "complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "tcf"})
  void a_banner_that_is_not_there_is_a_refusal(String name) {
    configured(name, null);
    browser.before("addEventListener('DOMContentLoaded', () => document.addEventListener("
        + "'piste:consent', (e) => { window.told = e.detail.granted.length; }))");
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat("a refusal for this page", () -> Long.valueOf(0).equals(told()));
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(List.of(), sites.pages().posted(CONSENT), "nobody answered: there is no record");
    assertEquals(Set.of(), browser.cookieNames());
    assertEquals(0, browser.stored());
  }

  @Test
  void a_banner_that_went_away_takes_its_consent_along() {
    double_of("klaro");
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.nothingBefore();
    visit(TrackedSites.SHOP, "/fr/two");
    awaitGranted("0");
  }

  @Test
  void an_answer_that_was_taken_back_ends_what_it_allowed() {
    double_of("klaro");
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.run("takeBack()");
    awaitGranted("0");
  }

  @Test
  void toggles_that_were_not_saved_are_no_answer() {
    double_of("klaro");
    visit(TrackedSites.SHOP, "/fr/one");
    browser.run("toggle(true)");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    say(NONE);
    awaitGranted("0");
    browser.run("toggle(true)");
    pause();
    assertEquals(1, sites.pages().posted(CONSENT).size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          wp            | window.wpTypeless = true
          wp            | window.wpType = 'optout'
          wp            | window.wpType = 'optinstats'
          complianz     | window.complianzSettings = {consenttype: 'optout'}
          complianz     | window.complianzSettings = {consenttype: 'other'}
          tcf           | window.tcfSettings = {gdprApplies: false}
          tcf           | window.tcfSettings = {gdprApplies: undefined}
          didomi        | window.didomiSettings = {regulation: 'none'}
          didomi        | window.didomiSettings = {required: false}
          """)
  void where_nobody_has_to_agree_nobody_did(String name, String setting) {
    browser.before(setting);
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    patience();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertTrue(
        sites.pages().posted(CONSENT).stream().allMatch(each -> each.body().contains("granted\":[]")),
        "at most a refusal: " + sites.pages().posted(CONSENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          klaro         | window.klaroSettings = {services: [{name: 'piste_visits', default: true}]}
          klaro         | window.klaroSettings = {services: [{name: 'piste_visits', required: true}]}
          klaro         | window.klaroSettings = {optOut: true, services: [{name: 'piste_visits'}]}
          klaro         | window.klaroSettings = {services: []}
          tarteaucitron | window.tacSettings = {highPrivacy: false}
          tarteaucitron | window.tacSettings = {serviceDefaultState: true}
          tarteaucitron | window.tacService = {needConsent: false}
          tarteaucitron | window.tacService = {defaultState: true}
          complianz     | window.complianzSettings = {consenttype: 'optin', forceEnableStats: '1'}
          didomi        | window.didomiSettings = {essential: true}
          tcf           | window.tcfSettings = {isServiceSpecific: false}
          tcf           | window.tcfSettings = {cmpStatus: 'error'}
          """)
  void a_yes_that_was_set_before_anybody_was_asked_is_none(String name, String setting) {
    browser.before(setting);
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(ONE);
    awaitGranted("0");
  }

  @Test
  void choices_of_axeptio_that_are_not_complete_are_no_answer() {
    double_of("axeptio");
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    browser.run("complete({$$completed: false, piste_visits: true})");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
  }

  @Test
  void the_interest_of_vendors_and_a_banner_on_screen_are_no_answer() {
    double_of("tcf");
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT), "the banner is shown");
    say("{visits: true, carts: true}");
    awaitGranted("carts-visits");
    browser.run("tell({gdprApplies: true, eventStatus: 'cmpuishown', purpose: {consents: {}}}, true)");
    pause();
    assertEquals(1, sites.pages().posted(CONSENT).size(), "shown again, not answered again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"complianz", "klaro", "tarteaucitron", "axeptio", "didomi"})
  void the_page_opens_the_choices_of_the_other_banner(String name) {
    double_of(name);
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat(
        "its choices",
        () -> {
          browser.run("piste('preferences')");
          return Boolean.TRUE.equals(browser.run("return window.opened"));
        });
    assertFalse(panel.exists());
  }

  @Test
  void the_owner_says_which_name_stands_for_which_purpose() {
    configured("klaro", "{\"visits\": [\"piste_carts\", \"piste_visits\"], \"carts\": []}");
    browser.before(script("klaro"));
    visit(TrackedSites.SHOP, "/fr/one");
    say("{visits: true, profile: true}");
    awaitGranted("0");
    say(ALL);
    awaitGranted("visits");
  }

  @Test
  void a_banner_that_comes_late_is_heard() {
    configured("klaro", null);
    browser.before("setTimeout(() => {" + script("klaro") + "}, 1500)");
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat("the banner", () -> browser.run("return window.klaro") != null);
    say(ALL);
    awaitGranted("carts-profile-visits");
    awaitLogged("page");
  }

  @Test
  void a_browser_that_asks_for_privacy_is_not_overruled_where_the_site_says_so() {
    browser.before("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})");
    configured("klaro", null, "refuse");
    browser.before(script("klaro"));
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("0");
  }

  @Test
  void a_server_that_does_not_take_the_record_allows_nothing() {
    double_of("klaro");
    sites.pages().fail("POST " + CONSENT, 500, "{}");
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    browser.awaitThat("an attempt", () -> !sites.pages().posted(CONSENT).isEmpty());
    pause();
    leave();
    assertEquals(List.of(), events());
    assertEquals(1, sites.pages().posted(CONSENT).size(), "it is not asked again and again");
    assertEquals(Set.of(), browser.cookieNames());
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.OWN, TrackedSites.TEA})
  void it_works_wherever_the_tracker_stands(String host) {
    double_of("tcf");
    visit(host, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    awaitLogged("page");
    say(NONE);
    awaitGranted("0");
  }

  @Test
  void a_banner_without_an_adapter_is_a_refusal() {
    configured("nonsense", null);
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    leave();
    assertEquals(List.of(), events());
    assertEquals(Set.of(), browser.cookieNames());
    assertNull(browser.run("return window.told"));
  }

  private void double_of(String name) {
    configured(name, null);
    browser.before(script(name));
  }

  /** Until the console can say so, the configuration is told here. */
  private void configured(String banner, @Nullable String map) {
    configured(banner, map, "ask");
  }

  private void configured(
      String banner, @Nullable String map, String gpc) {
    sites
        .pages()
        .change(
            "GET " + CONSENT,
            answer -> {
              ObjectNode whole = Json.read(answer, ObjectNode.class);
              ObjectNode options = whole.withObject("/options");
              options.put("banner", banner).put("gpc", gpc);
              if (map != null) {
                options.set("map", Json.read(map, JsonNode.class));
              }
              return Json.write(whole);
            });
  }

  private static String script(String name) {
    try (InputStream in =
        ForeignBannersBrowserIT.class.getResourceAsStream("double-" + name + ".js")) {
      if (in == null) {
        throw new IOException("no double of " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String yes) {
    browser.run("say(" + yes + ")");
  }

  private void say(String yes, String path) {
    visit(TrackedSites.SHOP, path);
    say(yes);
  }

  private void awaitGranted(String words) {
    browser.awaitThat(
        words + " in the cookie",
        () ->
            browser.cookieNames().contains("piste_consent")
                && Set.of(ConsentCookie.of(browser).granted().split("-", -1))
                    .equals(Set.of(words.split("-", -1))));
  }

  private JsonNode sent(int index) {
    return Json.read(sites.pages().posted(CONSENT).get(index).body(), JsonNode.class);
  }

  /** By which act the choices of the running test were made. */
  private List<String> recorded() {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT how FROM consent_record ORDER BY decided_at DESC LIMIT 1")
                    .mapTo(String.class)
                    .list());
  }

  private Object told() {
    Object told = browser.run("return window.told");
    return told == null ? "" : told;
  }

  private static void pause() {
    sleep(700);
  }

  private static void patience() {
    sleep(6_000);
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
