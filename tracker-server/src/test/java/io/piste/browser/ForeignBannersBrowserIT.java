package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ours stays away, and the server's record is kept. */
final class ForeignBannersBrowserIT extends ForeignTest {
  /** Comes 1.5 seconds after our adapter did, on the page's clock. */
  private static final String LATE =
      """
      const looking = setInterval(() => {
        const adapter = document.querySelector('script[src$="/b-klaro.js"]');
        if (adapter && performance.getEntriesByName(adapter.src).some((e) => e.responseEnd)) {
          clearInterval(looking);
          setTimeout(() => { BANNER }, 1500);
        }
      }, 20);
      """;

  @EachBanner
  void what_another_banner_was_told_is_recorded_once(String name) {
    doubled(name);
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

  @EachBanner
  void a_refusal_over_there_is_recorded_and_silences_the_page(String name) {
    doubled(name);
    visit(TrackedSites.SHOP, "/fr/one");
    say(NONE);
    awaitGranted("0");
    browser.click("#buy");
    leave();
    assertEquals(List.of(), events());
    assertEquals(1, sites.pages().posted(CONSENT).size());
    assertFalse(browser.cookieNames().contains("piste_visitor"));
  }

  @EachBanner
  void a_part_is_a_part_and_a_withdrawal_ends_it(String name) {
    doubled(name);
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

  @Test
  void an_answer_that_was_taken_back_ends_what_it_allowed() {
    doubled("klaro");
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    browser.run("takeBack()");
    awaitGranted("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"complianz", "klaro", "tarteaucitron", "axeptio", "didomi", "cookies", "eucc"})
  void the_page_opens_the_choices_of_the_other_banner(String name) {
    doubled(name);
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
  void one_answer_to_everything_stands_for_what_the_owner_says() {
    browser.before("window.euccSettings = {method: 'opt_in'}");
    configured("eucc", "{\"visits\": [\"agreed\"]}");
    browser.before(script("eucc"));
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("visits");
    awaitLogged("page");
  }

  @Test
  void a_banner_that_comes_late_is_heard() {
    configured("klaro", null);
    browser.before(LATE.replace("BANNER", script("klaro")));
    visit(TrackedSites.SHOP, "/fr/one");
    browser.awaitThat("the banner", () -> browser.run("return window.klaro") != null);
    patience();
    say(ALL);
    awaitGranted("carts-profile-visits");
    awaitLogged("page");
  }

  @Test
  void a_browser_that_asks_for_privacy_is_not_overruled_where_the_site_says_so() {
    browser.before("Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})");
    configured(TrackedSites.SHOP, "klaro", null, "refuse");
    browser.before(script("klaro"));
    visit(TrackedSites.SHOP, "/fr/one");
    say(ALL);
    awaitGranted("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.OWN, TrackedSites.TEA})
  void it_works_wherever_the_tracker_stands(String host) {
    doubled(host, "tcf");
    visit(host, "/fr/one");
    say(ALL);
    awaitGranted("carts-profile-visits");
    awaitLogged("page");
    say(NONE);
    awaitGranted("0");
  }
}
