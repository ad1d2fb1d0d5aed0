package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** Rules C1 and C3: before the visitor said yes there is nothing. */
final class ConsentBeforeBrowserIT extends VisitTest {
  private static final Set<String> ALLOWED = Set.of("/p/t.js", "/p/c.js", CONSENT);

  /** Writes down what our scripts ask the terminal for; the choice itself may be read. */
  private static final String WATCH =
      """
      window.readings = [];
      const told = (what) => {
        if (/\\/p\\/[tc]\\.js/.test(new Error().stack)) {
          window.readings.push(what);
        }
      };
      const watch = (object, name) => {
        let owner = object;
        while (owner && !Object.hasOwn(owner, name)) { owner = Object.getPrototypeOf(owner); }
        const real = owner && Object.getOwnPropertyDescriptor(owner, name);
        if (real && real.get) {
          real.get = ((get) => function () { told(name); return get.call(this); })(real.get);
        } else if (real) {
          real.value = ((call) => function (...all) { told(name); return call.apply(this, all); })
              (real.value);
        }
        if (real) { Object.defineProperty(owner, name, real); }
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore',
          'screen', 'devicePixelRatio', 'outerWidth', 'outerHeight']) {
        watch(window, name);
      }
      for (const name of ['userAgent', 'userAgentData', 'platform', 'plugins', 'mimeTypes',
          'language', 'languages', 'hardwareConcurrency', 'deviceMemory', 'maxTouchPoints',
          'connection', 'storage', 'serviceWorker', 'getBattery']) {
        watch(navigator, name);
      }
      watch(HTMLCanvasElement.prototype, 'getContext');
      watch(Intl.DateTimeFormat.prototype, 'resolvedOptions');
      const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie');
      Object.defineProperty(Document.prototype, 'cookie', {
        ...cookie,
        set(value) { told('cookie = ' + value); cookie.set.call(this, value); },
      });
      """;

  /** Lets an hour of the page's timers pass in a moment. */
  private static final String IMPATIENT =
      """
      for (const name of ['setTimeout', 'setInterval']) {
        const real = window[name];
        window[name] = (work, delay, ...rest) => real(work, (delay || 0) / 20000, ...rest);
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c1_a_cold_visit_leaves_nothing_and_sends_nothing(String host) {
    visit(host, "/fr/one");
    panel.awaitQuestion();
    browser.click("#buy");
    browser.click("#other");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
    panel.awaitQuestion();
    browser.run("history.pushState(null, '', '/fr/three')");
    assertNothingKept();
    leave();
    assertNothingKept();
    assertEquals(ALLOWED, reached());
    for (Sent request : sites.pages().seen()) {
      assertEquals("GET", request.method(), request.toString());
      assertFalse(request.headers().containsKey("Cookie"), request.toString());
    }
    assertEquals(List.of(), sites.logged());
  }

  @Test
  void c1_a_cold_visit_reads_nothing_from_the_terminal() {
    browser.before(WATCH);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.click("#buy");
    browser.run("history.pushState(null, '', '/fr/three')");
    panel.openByBanner();
    assertEquals(List.of(), browser.run("return readings"));
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void c1_what_an_earlier_consent_left_is_not_used_once_it_is_over(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    expire(browser.cookie("piste_consent"));
    browser.devTools("Network.clearBrowserCache", Map.of());
    sites.pages().forget();
    visit(host, "/fr/two");
    panel.awaitQuestion();
    browser.click("#buy");
    leave();
    assertEquals(Set.of("piste_visitor"), browser.cookieNames());
    assertEquals(List.of(), events());
    List<Sent> questions =
        sites.pages().seen().stream().filter(each -> each.url().contains(CONSENT)).toList();
    assertEquals(1, questions.size());
    assertFalse(questions.getFirst().headers().containsKey("Cookie"), "it carries no id");
  }

  @Test
  void c1_nothing_is_asked_of_others() {
    visit(TrackedSites.SHOP, "/fr/free");
    panel.awaitQuestion();
    Set<String> hosts =
        browser.sent().stream()
            .map(each -> URI.create(each.url()).getHost())
            .collect(Collectors.toSet());
    assertEquals(Set.of(TrackedSites.SHOP, "t.shop.localhost"), hosts);
  }

  @Test
  void c3_scrolling_and_browsing_on_is_no_consent() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser.run("window.scrollTo(0, document.body.scrollHeight)");
    browser.awaitThat(
        "scrolled", () -> Boolean.TRUE.equals(browser.run("return window.scrollY > 100")));
    browser.run("document.querySelector('h1').click()");
    assertTrue(panel.isShown(".banner"), "the question stays");
    visit(TrackedSites.SHOP, "/fr/two");
    panel.awaitQuestion();
    leave();
    assertNothingKept();
    assertEquals(List.of(), events());
  }

  @Test
  void c3_silence_is_no_consent() {
    browser.before(IMPATIENT);
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    browser
        .driver()
        .executeAsyncScript("setTimeout(arguments[0], 3600000)"); // an hour, in a moment
    assertTrue(panel.isShown(".banner"), "the question stays");
    leave();
    assertNothingKept();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertEquals(List.of(), events());
  }

  @Test
  void c3_closing_the_question_is_a_refusal() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.awaitQuestion();
    panel.part(".choose").sendKeys(Keys.ESCAPE);
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"));
    browser.click("#buy");
    leave();
    assertNothingKept();
    assertEquals(List.of(), events());
  }

  @Test
  void c3_closing_the_choices_one_by_one_is_a_refusal() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.openByBanner();
    panel.toggles().forEach(toggle -> toggle.click());
    panel.part(".close").click();
    panel.awaitQuestion();
    assertFalse(panel.isShown(".dialog"));
    leave();
    assertNothingKept();
    assertEquals(List.of(), sites.pages().posted(CONSENT));
    assertEquals(List.of(), events());
  }

  private void expire(StoredCookie cookie) {
    browser.run("document.cookie = arguments[0]", cookie.name() + "=; Max-Age=0; Path=/");
    browser.run(
        "document.cookie = arguments[0]",
        cookie.name() + "=; Max-Age=0; Path=/; Domain=" + cookie.domain());
  }

  private Set<String> reached() {
    return sites.pages().seen().stream()
        .map(each -> URI.create(each.url()).getPath())
        .collect(Collectors.toSet());
  }

  private void assertNothingKept() {
    assertEquals(List.of(), browser.cookies());
    assertEquals(0, browser.stored(), "local storage, session storage and databases");
  }
}
