package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.SearchContext;
import org.openqa.selenium.WebElement;

/**
 * Rule C1 for what others bring into the page: frames, scripts and Google's signals wait for the
 * purposes of the site, "video" and "ads".
 */
final class ConsentWaitingBrowserIT extends VisitTest {
  private static final String FILM =
      """
      <template data-purpose="video" data-from="Films of Tea"><iframe src="/film" title="A film about tea"
        width="480" height="270"></iframe></template>
      """;

  private static final String SCRIPTS =
      """
      <script type="text/plain" data-purpose="ads" nonce="once" src="/other.js?slow"></script>
      <script type="text/plain" data-purpose="ads" nonce="once">ran.push('inline')</script>
      <script type="text/plain" data-purpose="ads" nonce="once" src="/other.js?last"></script>
      <script type="text/plain" data-purpose="video" nonce="once" src="/other.js?video"></script>
      <script type="text/plain" data-purpose="resale" nonce="once" src="/other.js?resale"></script>
      """;

  private static final String LOOK_AGAIN =
      """
      document.addEventListener('piste:consent', () =>
          setTimeout(() => document.dispatchEvent(new Event('piste:scan')), 60));
      """;

  @BeforeAll
  void askMore() {
    sites.publish(
        TrackedSites.SHOP,
        setup -> {
          setup.putArray("own").add("video").add("ads");
          for (String language : List.of("fr", "en")) {
            ObjectNode purposes = setup.withObject("/languages/" + language + "/purposes");
            say(purposes, "video", "Films");
            say(purposes, "ads", "Adverts");
          }
        },
        false);
  }

  private static void say(ObjectNode purposes, String id, String title) {
    purposes.putObject(id).put("title", title).put("text", "What it is for.").put("details", "");
  }

  @Test
  void c1_a_frame_waits_behind_a_placeholder_until_its_purpose_is_allowed() {
    sites.pages().put("/en/one", FILM);
    visit(TrackedSites.SHOP, "/en/one");
    WebElement allow = in("piste-placeholder", ".answer");
    assertEquals("Allow “Films”", allow.getText());
    assertEquals("A film about tea", in("piste-placeholder", ".name").getText());
    assertTrue(in("piste-placeholder", ".sentence").getText().contains("Films of Tea"));
    assertEquals(List.of(), Axe.violations(browser));
    assertTrue(browser.sentTo("/film").isEmpty(), "nothing is asked of others");
    Pictures.take(browser, "consent/placeholder", Look.DESK);
    browser.run("arguments[0].click()", allow);
    panel.awaitControl();
    assertEquals("video", ConsentCookie.of(browser).granted(), "this purpose and no other");
    browser.awaitThat("the film", () -> !browser.sentTo("/film").isEmpty());
    assertEquals("IFRAME", browser.run("return document.querySelector('main iframe').tagName"));
    assertTrue(browser.driver().findElements(By.cssSelector("piste-placeholder")).isEmpty());
    assertEquals(Set.of("piste_consent"), browser.cookieNames(), "no visitor for a film");
    panel.withdraw();
    browser.find("piste-placeholder");
    assertEquals(0, frames(), "the film is taken out again");
    assertEquals(List.of(), browser.run("return violations"));
  }

  @Test
  void a_frame_that_says_nothing_of_itself_is_named_by_its_host() {
    sites
        .pages()
        .put("/en/one", "<template data-purpose=video><iframe src=/film></iframe></template>");
    browser.look(Look.PHONE);
    visit(TrackedSites.SHOP, "/en/one");
    panel.refuse();
    String host = TrackedSites.SHOP + ":" + sites.pages().port();
    assertEquals(host, in("piste-placeholder", ".name").getText());
    assertTrue(in("piste-placeholder", ".sentence").getText().contains(host));
    Pictures.take(browser, "consent/placeholder", Look.PHONE);
  }

  @Test
  void the_placeholder_is_as_large_as_the_frame_and_opens_the_choices() {
    sites.pages().put("/fr/one", FILM);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    WebElement box = in("piste-placeholder", ".placeholder");
    assertEquals(480, box.getSize().width);
    assertEquals(270, box.getSize().height);
    in("piste-placeholder", ".link").click();
    panel.awaitDialog();
  }

  @Test
  void c18_a_film_that_cannot_be_allowed_stays_away_and_says_so() {
    sites.pages().put("/en/one", FILM);
    visit(TrackedSites.SHOP, "/en/one");
    panel.refuse();
    sites.pages().fail("POST " + CONSENT, 503, "");
    in("piste-placeholder", ".answer").click();
    browser.awaitThat(
        "a sentence about the failure",
        () -> !in("piste-placeholder", ".failed").getText().isEmpty());
    assertEquals(0, frames());
  }

  @Test
  void c18_a_frame_whose_purpose_nobody_is_asked_about_never_shows() {
    sites.pages().put("/fr/one", FILM.replace("video", "resale"));
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitControl();
    pause();
    assertEquals(0, frames());
    assertTrue(browser.sentTo("/film").isEmpty());
  }

  @Test
  void c1_scripts_of_others_wait_for_their_purpose_and_run_in_order() {
    sites.pages().put("/fr/one", SCRIPTS);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    pause();
    assertEquals(null, browser.run("return window.ran"));
    assertTrue(browser.sentTo("/other.js").isEmpty(), "nothing is asked of others");
    browser.run(LOOK_AGAIN); // while the first one loads
    panel.openByBanner();
    panel.toggles().getLast().click();
    panel.part(".save").click();
    awaitRan("?slow", "inline", "?last");
    assertEquals("ads", ConsentCookie.of(browser).granted());
    pause();
    awaitRan("?slow", "inline", "?last");
    assertEquals(List.of(), browser.run("return violations"), "nonces and Trusted Types");
    panel.openByControl();
    panel.answers(".dialog").getLast().click();
    awaitRan("?slow", "inline", "?last", "?video");
    visit(TrackedSites.SHOP, "/fr/one");
    awaitRan("?slow", "inline", "?last", "?video");
  }

  @Test
  void a_script_that_ran_is_taken_back_by_a_reload() {
    sites.pages().put("/en/one", SCRIPTS);
    visit(TrackedSites.SHOP, "/en/one");
    panel.accept();
    awaitRan("?slow", "inline", "?last", "?video");
    panel.withdraw();
    in("piste-reload", ".answer");
    assertEquals(List.of(), Axe.violations(browser));
    Pictures.take(browser, "consent/reload", Look.DESK);
    in("piste-reload", ".answer").click();
    browser.awaitThat("loaded again", () -> browser.run("return window.ran") == null);
    panel.awaitControl();
    pause();
    assertEquals(null, browser.run("return window.ran"));
  }

  @Test
  void what_comes_into_the_page_later_is_found_when_the_page_says_so() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    assertTrue(browser.sentTo("/p/w.js").isEmpty(), "nothing waits, nothing is loaded");
    addFilm();
    browser.awaitThat("the film", () -> frames() == 1);
    addFilm();
    browser.awaitThat("another film", () -> frames() == 2);
  }

  private void addFilm() {
    browser.run(
        """
        const film = document.createElement('template');
        film.dataset.purpose = 'video';
        const frame = document.createElement('iframe');
        frame.src = '/film';
        film.content.append(frame);
        document.querySelector('main').append(film);
        document.dispatchEvent(new Event('piste:scan'));
        """);
  }

  @Test
  void googles_signals_are_denied_first_and_follow_the_choice() {
    sites
        .pages()
        .put(
            "/fr/one",
            "<script nonce=\"once\">window.dataLayer = [['js', 0], ['config', 'G-1']]</script>");
    behave("{\"consentMode\":{\"ad_storage\":\"ads\",\"analytics_storage\":\"visits\"}}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.awaitThat("the default", () -> signals().size() == 3);
    assertEquals(
        List.of(
            "consent default {\"ad_storage\":\"denied\",\"analytics_storage\":\"denied\"}",
            "js 0",
            "config G-1"),
        signals(),
        "before anything that reads it");
    panel.openByBanner();
    panel.toggles().getFirst().click();
    panel.part(".save").click();
    panel.awaitControl();
    assertEquals(
        "consent update {\"ad_storage\":\"denied\",\"analytics_storage\":\"granted\"}",
        signals().getLast());
    panel.withdraw();
    browser.awaitThat(
        "denied again",
        () ->
            signals()
                .getLast()
                .equals(
                    "consent update {\"ad_storage\":\"denied\",\"analytics_storage\":\"denied\"}"));
    assertEquals(
        true,
        browser.run("return Object.prototype.toString.call(dataLayer[0]) == '[object Arguments]'"),
        "as gtag() would say it");
  }

  @Test
  void a_default_that_the_page_said_itself_is_left_alone() {
    sites
        .pages()
        .put(
            "/fr/one",
            "<script nonce=\"once\">window.dataLayer = [['consent', 'default', {}]]</script>");
    behave("{\"consentMode\":{\"ad_storage\":\"ads\"}}");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.refuse();
    browser.awaitThat("the update", () -> signals().size() == 2);
    assertEquals("consent update {\"ad_storage\":\"denied\"}", signals().getLast());
  }

  private List<String> signals() {
    Object found =
        browser.run(
            "return [...(window.dataLayer || [])].map((call) => [...call].map((word) =>"
                + " typeof word == 'object' ? JSON.stringify(word) : String(word)).join(' '))");
    return found instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private void awaitRan(String... names) {
    browser.awaitThat(
        "scripts ran: " + List.of(names),
        () -> Objects.equals(List.of(names), browser.run("return window.ran")));
  }

  private WebElement in(String host, String css) {
    return browser.await(
        css + " of " + host,
        () -> {
          SearchContext root = shadow(host);
          return root == null
              ? null
              : root.findElements(By.cssSelector(css)).stream().findFirst().orElse(null);
        });
  }

  private @Nullable SearchContext shadow(String host) {
    return browser.driver().findElements(By.cssSelector(host)).stream()
        .findFirst()
        .map(WebElement::getShadowRoot)
        .orElse(null);
  }

  private int frames() {
    return browser.driver().findElements(By.cssSelector("main iframe")).size();
  }

  private void pause() {
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 400)");
  }
}
