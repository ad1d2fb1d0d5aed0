package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is not a clear yes over there is a no here. */
final class ForeignUnclearBrowserIT extends ForeignTest {
  @EachBanner
  void a_banner_that_breaks_is_a_refusal(String name) {
    doubled(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.run("breakIt()");
    awaitGranted("0");
    assertEquals(List.of(), browser.run("return troubles"));
  }

  @EachBanner
  void a_banner_that_is_not_there_is_a_refusal(String name) {
    configured(name, null);
    browser.before(
        "addEventListener('DOMContentLoaded', () => document.addEventListener("
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
    doubled("klaro");
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.nothingBefore();
    hurry();
    visit(TrackedSites.SHOP, "/fr/two");
    awaitGranted("0");
  }

  @Test
  void toggles_that_were_not_saved_are_no_answer() {
    doubled("klaro");
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
          tcf           | window.tcfSettings = {cmpStatus: 'error'}
          tcf           | window.tcfSettings = {isServiceSpecific: false}
          tarteaucitron | window.tacSettings = {serviceDefaultState: true}
          tarteaucitron | window.tacSettings = {highPrivacy: false}
          eucc          | window.euccSettings = {method: 'default'}
          eucc          | window.euccSettings = {method: 'opt_out'}
          eucc          | window.euccSettings = {popup_eu_only_js: true}
          eucc          | window.euccSettings = {popup_scrolling_confirmation: true}
          tarteaucitron | window.tacUser = {bypass: true}
          """)
  void where_nobody_has_to_agree_nobody_did(String name, String setting) {
    browser.before(setting);
    doubled(name);
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    say(ALL);
    patience();
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertFalse(browser.cookieNames().contains("piste_consent"));
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
          tarteaucitron | window.tacService = {needConsent: false}
          tarteaucitron | window.tacService = {defaultState: true}
          complianz     | window.complianzSettings = {consenttype: 'optin', forceEnableStats: '1'}; \
                          document.cookie = 'cmplz_statistics=allow;path=/'
          didomi        | window.didomiSettings = {essential: true}
          cookies       | window.cookiesNeedless = true
          eucc          | window.euccDefault = 'checked'
          eucc          | window.euccDefault = 'required'
          eucc          | window.euccSettings = {method: 'opt_in'}
          """)
  void a_yes_that_was_set_before_anybody_was_asked_is_none(String name, String setting) {
    browser.before(setting);
    doubled(name);
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT), "nobody answered yet");
    say(ONE);
    awaitGranted("0");
  }

  @Test
  void choices_of_axeptio_that_are_not_complete_are_no_answer() {
    doubled("axeptio");
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    browser.run("complete({$$completed: false, piste_visits: true})");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
  }

  @Test
  void the_interest_of_vendors_and_a_banner_on_screen_are_no_answer() {
    doubled("tcf");
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    assertEquals(List.of(), sites.pages().posted(CONSENT), "the banner is shown");
    say("{visits: true, carts: true}");
    awaitGranted("carts-visits");
    browser.run(
        "tell({gdprApplies: true, eventStatus: 'cmpuishown', purpose: {consents: {}}}, true)");
    pause();
    assertEquals(1, sites.pages().posted(CONSENT).size(), "shown again, not answered again");
  }

  @Test
  void a_server_that_does_not_take_the_record_allows_nothing_and_is_not_asked_again_and_again() {
    // At its own pace: once more it is asked when the banner has had its time.
    browser.nothingBefore();
    doubled("klaro");
    sites.pages().fail("POST " + CONSENT, 500, "{}");
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat("the adapter", () -> !browser.sentTo("/p/b-klaro.js").isEmpty());
    sites.pages().delay(400);
    say(ALL);
    browser.awaitThat("an attempt", () -> !sites.pages().posted(CONSENT).isEmpty());
    say(ONE);
    sites.pages().delay(0);
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 1200)");
    assertEquals(1, sites.pages().posted(CONSENT).size());
    leave();
    assertEquals(List.of(), events());
    assertEquals(Set.of(), browser.cookieNames());
  }

  @Test
  void a_banner_without_an_adapter_is_a_refusal() {
    configured("nonsense", null);
    visit(TrackedSites.SHOP, "/fr/one");
    pause();
    assertFalse(panel.exists(), "nor is ours shown");
    leave();
    assertEquals(List.of(), events());
    assertEquals(Set.of(), browser.cookieNames());
  }
}
