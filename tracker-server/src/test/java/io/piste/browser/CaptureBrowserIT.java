package io.piste.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the scripts notice by themselves, what they send of it, and what they never do. */
final class CaptureBrowserIT extends VisitTest {
  private static final String ALL =
      "data-auto=\"outbound download forms search notfound events layer\"";

  /** Nothing that is clicked leads away, so that there is somebody to ask. */
  private static final String STAY =
      """
      <script nonce="once">
      document.addEventListener('submit', (event) => event.preventDefault());
      document.addEventListener('click', (event) => {
        if (event.target.closest('a')) { event.preventDefault(); }
      });
      </script>
      """;

  private static final String LINKS =
      STAY
          + """
          <a id="away" href="https://farm.example/fields?who=ada#top">Fields</a>
          <a id="list" href="/fr/list.pdf?key=1">List</a>
          <a id="inside" href="/fr/three">Inside</a>
          <a id="below" href="http://blog.shop.localhost/">Blog</a>
          <a id="mail" href="mailto:tea@shop.example">Mail</a>
          <p data-piste-ignore><a id="silent" href="https://farm.example/silent">Silent</a></p>
          """;

  private static final String FORMS =
      STAY
          + """
          <form id="contact">
            <input id="mailbox" name="email" value="ada@secret.example">
            <input name="pass" type="password" value="s3cret">
            <input type="hidden" name="c0ffee" value="1">
            <select name="tea"><option>s3cret-tea</option></select>
            <textarea name="words">s3cret words</textarea>
            <input name="iban" value="s3cret" data-piste-ignore>
            <input type="radio" name="size"><input type="radio" name="size">
            <button id="go" name="go">Send</button>
          </form>
          <form id="quiet" data-piste-ignore><input name="pin"><button id="hush">Send</button></form>
          """;

  private void visitWith(String tag, String more, String path) {
    sites.pages().write(tag, more);
    visit(TrackedSites.SHOP, path);
  }

  /** Opens a page, accepts all, and waits until the second script is there. */
  private void captured(String tag, String more, String path) {
    visitWith(tag, more, path);
    panel.accept();
    browser.awaitThat("the second script", () -> !browser.sentTo("/p/auto.js").isEmpty());
    awaitLogged("page");
  }

  @Test
  void without_being_asked_for_the_second_script_is_not_loaded() {
    visitWith("", LINKS + FORMS, "/fr/missing?q=tea");
    panel.accept();
    browser.click("#away");
    browser.click("#go");
    awaitLogged("page");
    leave();
    assertEquals(List.of("page"), sites.logged());
    assertEquals(List.of(), browser.sentTo("/p/auto.js"));
  }

  @Test
  void before_consent_and_after_a_refusal_nothing_is_captured() {
    visitWith(ALL, LINKS + FORMS, "/fr/missing?q=tea");
    panel.awaitQuestion();
    browser.click("#away");
    browser.click("#go");
    browser.run("scrollTo(0, 9999); dataLayer = [{event: 'purchase', ecommerce: {}}]");
    assertEquals(List.of(), browser.sentTo("/p/auto.js"));
    panel.refuse();
    browser.click("#away");
    leave();
    assertEquals(List.of(), browser.sentTo("/p/auto.js"));
    assertEquals(List.of(), events());
    assertEquals(0, browser.stored());
  }

  @Test
  void links_that_lead_away_and_files_are_told_and_others_are_not() {
    captured(ALL, LINKS, "/fr/one");
    for (String link : List.of("#inside", "#below", "#mail", "#silent", "#away", "#list")) {
      browser.click(link);
    }
    browser.awaitThat("two clicks", () -> sites.logged().size() == 3);
    leave();
    assertEquals(
        "[{\"kind\":\"outbound\",\"to\":\"https://farm.example/fields\"}, "
            + "{\"kind\":\"download\",\"to\":\""
            + sites.page(TrackedSites.SHOP, "/fr/list.pdf")
            + "\"}]",
        sent("click").toString());
    assertEquals(List.of("page", "click", "click"), sites.logged());
  }

  @Test
  void a_link_that_leaves_the_page_is_told_all_the_same() {
    captured(ALL, "<a id=\"away\" href=\"http://www.tea.localhost:1/\">Tea</a>", "/fr/one");
    browser.run("document.getElementById('away').click()");
    awaitLogged("click");
  }

  @Test
  void of_a_form_the_names_of_its_fields_are_told_and_never_what_is_in_them() {
    captured(ALL, FORMS, "/fr/one");
    browser.find("#mailbox").sendKeys(".typed");
    browser.click("#hush");
    browser.click("#go");
    awaitLogged("form");
    assertEquals(List.of(), browser.run("return violations"), "nonces and Trusted Types");
    leave();
    assertEquals(
        "[{\"id\":\"contact\",\"fields\":[\"email\",\"pass\",\"tea\",\"words\",\"size\"]}]",
        sent("form").toString());
    for (Sent request : browser.sent()) {
      for (String never : List.of("secret", "s3cret", "typed", "c0ffee", "iban", "pin")) {
        assertFalse(request.body().contains(never), request.toString());
      }
    }
    assertEquals(List.of("page", "form"), sites.logged());
  }

  @Test
  void a_search_and_a_page_that_is_not_there_are_told() {
    captured(ALL, "", "/fr/missing?q=th%C3%A9+vert");
    awaitLogged("notfound");
    awaitLogged("search");
    browser.run("history.pushState(null, '', '/fr/found?s=oolong')");
    browser.run("history.pushState(null, '', '/fr/found?s=oolong&page=2')");
    browser.awaitThat("two searches", () -> sent("search").size() == 2);
    leave();
    assertEquals("[{\"term\":\"thé vert\"}, {\"term\":\"oolong\"}]", sent("search").toString());
    assertEquals(1, sites.logged().stream().filter("notfound"::equals).count());
  }

  @Test
  void what_the_page_gave_a_name_is_told_with_its_properties() {
    captured(
        ALL,
        STAY
            + "<button id=\"plan\" data-piste-event=\"plan chosen\" data-piste-plan=\"pro\""
            + " data-other=\"no\"><b id=\"inner\">Pro</b></button>"
            + "<form data-piste-event=\"asked\"><button id=\"ask\">Ask</button></form>",
        "/fr/one");
    browser.click("#inner");
    browser.click("#ask");
    browser.awaitThat("both", () -> sent("custom").size() == 2);
    leave();
    assertEquals(
        "[{\"name\":\"plan chosen\",\"properties\":{\"plan\":\"pro\"}}, "
            + "{\"name\":\"asked\",\"properties\":{}}]",
        sent("custom").toString());
    assertTrue(sites.logged().contains("custom"));
  }

  @Test
  void what_is_pushed_for_google_analytics_is_told_once() {
    String item = "{item_id: 'sencha', item_name: 'Sencha', price: '12.50'}";
    captured(
        ALL,
        "<script nonce=\"once\">dataLayer = [{event: 'gtm.js'}, {event: 'view_item', ecommerce:"
            + " {currency: 'EUR', items: ["
            + item
            + "]}}]; function gtag() { dataLayer.push(arguments); }</script>",
        "/fr/one");
    awaitLogged("product");
    browser.run(
        "gtag('event', 'purchase', {transaction_id: 'o1', currency: 'EUR', value: 12.5, items: ["
            + item
            + "]}); dataLayer.push({event: 'select_item', ecommerce: {items: ["
            + item
            + "]}})");
    awaitLogged("order");
    browser.run("piste('view_cart', {currency: 'EUR', items: [" + item + "]})");
    awaitLogged("cart");
    leave();
    assertEquals(List.of("page", "product", "order", "cart"), sites.logged());
  }

  @Test
  void attention_is_told_with_how_far_the_page_was_scrolled() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    long begun = System.nanoTime();
    browser.run("scrollTo(0, document.body.scrollHeight)");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 1500)");
    browser.run("history.pushState(null, '', '/fr/two')");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 500)");
    leave();
    long most = (System.nanoTime() - begun) / 1_000_000 + 5_000;
    List<JsonNode> told = sent("engage");
    assertEquals(2, told.size(), told.toString());
    long visible = told.getFirst().path("visible").asLong();
    assertTrue(visible >= 1_400 && visible < most, told.toString());
    assertTrue(told.getFirst().path("depth").asInt() >= 90, told.toString());
    assertTrue(told.getLast().path("visible").asLong() >= 400, told.toString());
  }

  @Test
  void a_page_that_nobody_looks_at_has_no_attention() {
    browser.before("document.hasFocus = () => false");
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 500)");
    leave();
    assertEquals(List.of(), sent("engage"));
  }

  @Test
  void attention_from_before_a_refusal_is_not_told_after_the_next_consent() {
    visit(TrackedSites.SHOP, "/fr/one");
    panel.accept();
    awaitLogged("page");
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 3000)");
    panel.withdraw();
    browser.driver().executeAsyncScript("setTimeout(arguments[0], 3000)");
    panel.openByControl();
    panel.answers(".dialog").getLast().click();
    browser.awaitThat("accepted", () -> browser.cookieNames().contains("piste_visitor"));
    sites.pages().forget();
    leave();
    for (JsonNode told : sent("engage")) {
      assertTrue(told.path("visible").asLong() < 3_000, told.toString());
    }
  }

  @Test
  void pages_behind_a_hash_are_pages_where_the_tag_says_so() {
    visitWith("data-hash", "", "/fr/app?utm_source=letter#/teas");
    panel.accept();
    awaitLogged("page");
    browser.run("location.hash = '#/teas/sencha?size=2'");
    browser.awaitThat("two pages", () -> sites.logged().size() == 2);
    browser.run("location.hash = '#!/cart'");
    browser.awaitThat("three pages", () -> sites.logged().size() == 3);
    leave();
    assertEquals(
        List.of(
            "/fr/app/teas?utm_source=letter",
            "/fr/app/teas/sencha?utm_source=letter",
            "/fr/app/cart?utm_source=letter"),
        sentEvents().stream()
            .map(e -> e.path("u").asText().replaceAll("http://[^/]+", ""))
            .toList());
  }
}
