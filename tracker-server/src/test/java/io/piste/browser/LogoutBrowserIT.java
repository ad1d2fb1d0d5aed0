package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.piste.base.VisitorId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever signs out leaves the browser to somebody else, who inherits nothing but the consent. */
final class LogoutBrowserIT extends VisitTest {

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.OWN, TrackedSites.TEA})
  void after_a_logout_it_is_another_visitor_under_the_same_consent(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    ConsentCookie before = ConsentCookie.of(browser);
    StoredCookie was = browser.cookie("piste_visitor");
    browser.run("piste('logout'); piste('product', {sku: 'sencha', name: 'Sencha'})");
    awaitLogged("product");
    ConsentCookie after = ConsentCookie.of(browser);
    assertNotEquals(before.id(), after.id());
    assertEquals(before.granted(), after.granted());
    assertEquals(before.version(), after.version());
    assertEquals(before.decided(), after.decided(), "it does not last longer");
    StoredCookie is = browser.cookie("piste_visitor");
    assertNotEquals(was.value(), is.value());
    assertEquals(was.httpOnly(), is.httpOnly());
    assertEquals(was.domain(), is.domain());
    assertFalse(is.expires().isAfter(was.expires()), "nor does the visitor");
    assertEquals(who("page"), who("logout"), "the logout is the one's who signs out");
    assertNotEquals(who("logout"), who("product"), "what follows is not");
    visit(host, "/fr/two");
    panel.awaitControl();
    assertFalse(panel.isShown(".banner"), "nobody is asked again");
    browser.awaitThat("another page", () -> who("page").equals(who("product")));
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.OWN, TrackedSites.TEA})
  void a_logout_counts_though_the_page_is_left_at_once(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.run("piste('logout'); location.href = '/fr/two'");
    browser.awaitThat("the other page", () -> browser.driver().getTitle().equals("/fr/two"));
    awaitLogged("logout");
    browser.awaitThat("handed on", () -> newest().how().equals("logout"));
    visit(host, "/fr/one");
    browser.click("#buy");
    awaitLogged("cart");
    assertNotEquals(who("logout"), who("cart"));
  }

  @Test
  void a_logout_that_the_server_does_not_answer_holds_back_what_follows() {
    visit(TrackedSites.TEA, "/fr/one");
    panel.accept();
    awaitLogged("page");
    sites.pages().fail("POST " + EVENTS, 503, "");
    browser.run("piste('logout')");
    browser.click("#buy");
    browser.awaitThat("two attempts", () -> events().size() > 2);
    visit(TrackedSites.TEA, "/fr/two");
    sites.pages().heal();
    awaitLogged("cart");
    assertNotEquals(who("logout"), who("cart"));
    assertEquals(1, sites.logged().stream().filter("logout"::equals).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {TrackedSites.SHOP, TrackedSites.TEA})
  void c10_a_withdrawal_ends_what_the_earlier_visitor_allowed_as_well(String host) {
    visit(host, "/fr/one");
    panel.accept();
    awaitLogged("page");
    for (int i = 1; i <= 2; i++) {
      String before = browser.cookie("piste_visitor").value();
      browser.run("piste('logout')");
      browser.awaitThat(
          "somebody else", () -> !browser.cookie("piste_visitor").value().equals(before));
    }
    assertEquals(3, states());
    panel.withdraw();
    browser.awaitThat("nobody", () -> !browser.cookieNames().contains("piste_visitor"));
    assertEquals(0, states());
  }

  private int states() {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM consent_state")
                    .mapTo(Integer.class)
                    .one());
  }

  private record Newest(String how) {}

  private Newest newest() {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT how FROM consent_record ORDER BY id DESC LIMIT 1")
                    .map(row -> new Newest(row.getColumn("how", String.class)))
                    .one());
  }

  /** Whose the newest event of a type is. */
  private VisitorId who(String type) {
    return sites
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT visitor_id FROM event_log WHERE type = :type"
                            + " ORDER BY happened_at DESC LIMIT 1")
                    .bind("type", type)
                    .mapTo(VisitorId.class)
                    .one());
  }
}
