package io.piste.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.base.VisitorId;
import io.piste.cart.CartState;
import io.piste.cart.StoredCart;
import io.piste.consent.Purpose;
import io.piste.http.Route;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.protocol.Proof;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.RawHttp;
import io.piste.support.RawHttp.Answer;
import io.piste.support.TestDatabase;
import io.piste.support.TestServer;
import io.piste.token.OpaqueToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What following the links in a mail does, and what it does not. */
final class LinkServletsIT {
  private static TestDatabase database;
  private CartWorld world;
  private TestServer server;
  private Shopper shopper;
  private long cart;
  private MailLinks.Tokens tokens;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void sendOneMail() {
    world = CartWorld.on(database.jdbi());
    server =
        TestServer.with(
            new Route(
                RestoreLinkServlet.PATH + "*",
                new RestoreLinkServlet(
                    world.jdbi,
                    world.links,
                    world.sites,
                    world.contacts,
                    world.restorable,
                    world.returning,
                    world.clock)),
            new Route(
                UnsubscribeServlet.PATH + "*",
                new UnsubscribeServlet(
                    world.links, world.sites, world.contacts, world.unsubscriptions, world.clock)));
    shopper = world.shopper();
    cart = world.cart(shopper.visitor());
    world.pass(Duration.ofMinutes(30));
    world.pass(Duration.ofHours(1));
    tokens = world.links.issue(world.mails(shopper).getFirst(), cart);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private RawHttp request(String method, String path) {
    return RawHttp.of(server.port(), method, path);
  }

  private String unsubscribe() {
    return UnsubscribeServlet.PATH + tokens.unsubscribe().text();
  }

  private String restore() {
    return RestoreLinkServlet.PATH + tokens.restore().text();
  }

  private StoredCart cart() {
    return world.carts.byId(cart).orElseThrow();
  }

  private void assertStillSubscribed() {
    assertTrue(world.permissions.granted(shopper.contact(), world.site().id()));
    assertFalse(world.suppressions.contains(world.site().id(), shopper.email()));
    assertEquals("running", world.verdict(cart));
    assertEquals(OutboxState.QUEUED, world.mails(shopper).getFirst().state());
  }

  private void assertUnsubscribed() {
    assertFalse(world.permissions.granted(shopper.contact(), world.site().id()));
    assertTrue(world.suppressions.contains(world.site().id(), shopper.email()));
    assertEquals("stopped unsubscribed", world.verdict(cart));
    OutboxMessage mail = world.mails(shopper).getFirst();
    assertEquals(OutboxState.CANCELLED, mail.state());
    assertEquals("unsubscribed", mail.reason());
  }

  @Test
  void getting_the_way_out_shows_a_page_and_never_unsubscribes() throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      Answer answer = request(method, unsubscribe()).send();
      assertEquals(200, answer.status());
      assertStillSubscribed();
    }
    Answer page = request("GET", unsubscribe()).header("Accept-Language", "en").send();
    assertTrue(page.body().contains("<html lang=\"fr\">"), "the person's language is known");
    assertTrue(page.body().contains("Me désinscrire"), page.body());
    assertTrue(page.body().contains("<form method=\"post\">"), page.body());
    assertFalse(page.body().contains(shopper.email().value()), "it tells nobody whose link it is");
  }

  @Test
  void one_click_of_a_mail_program_acts_at_once_without_a_cookie() throws IOException {
    Answer answer =
        RawHttp.post(server.port(), unsubscribe(), "List-Unsubscribe=One-Click")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .send();
    assertEquals(200, answer.status());
    assertEquals(List.of(), answer.all("Set-Cookie"));
    assertUnsubscribed();
  }

  @Test
  void the_form_of_a_mail_program_may_have_several_parts() throws IOException {
    String body =
        """
        --b\r
        Content-Disposition: form-data; name="List-Unsubscribe"\r
        \r
        One-Click\r
        --b--\r
        """;
    Answer answer =
        RawHttp.post(server.port(), unsubscribe(), body)
            .header("Content-Type", "multipart/form-data; boundary=b")
            .send();
    assertEquals(200, answer.status());
    assertUnsubscribed();
  }

  @Test
  void saying_it_twice_changes_nothing() throws IOException {
    for (int i = 0; i < 2; i++) {
      Answer answer = RawHttp.post(server.port(), unsubscribe(), "").send();
      assertEquals(200, answer.status());
      assertTrue(answer.body().contains("C’est fait"), answer.body());
      assertUnsubscribed();
    }
  }

  @Test
  void nothing_more_is_sent_after_unsubscribing() throws IOException {
    RawHttp.post(server.port(), unsubscribe(), "List-Unsubscribe=One-Click").send();
    world.pass(Duration.ofDays(8));
    long next = world.cart(shopper.visitor());
    world.pass(Duration.ofMinutes(30));
    assertEquals("refused suppressed", world.verdict(next));
    assertEquals(1, world.mails(shopper).size());
  }

  @Test
  void forged_tokens_change_nothing_and_get_a_friendly_page() throws IOException {
    for (String forged :
        List.of(
            OpaqueToken.random().text(),
            "x",
            "",
            "..%2f..",
            tokens.restore().text(),
            "%00",
            tokens.unsubscribe().text() + "A")) {
      for (String method : List.of("GET", "POST")) {
        Answer answer =
            request(method, UnsubscribeServlet.PATH + forged)
                .header("Accept-Language", "en")
                .send();
        assertTrue(answer.status() == 404 || answer.status() == 400, forged + answer.status());
        assertStillSubscribed();
      }
    }
    Answer page = request("GET", UnsubscribeServlet.PATH + "x").send();
    assertTrue(page.body().contains("This link does not work any more"), page.body());
    assertFalse(page.body().contains("<form"), page.body());
  }

  @Test
  void an_expired_way_out_says_so() throws IOException {
    world.clock.advance(Duration.ofDays(5 * 365 + 1));
    Answer answer = request("POST", unsubscribe()).send();
    assertEquals(410, answer.status());
    assertTrue(answer.body().contains("La Théière"), answer.body());
    assertStillSubscribed();
  }

  @Test
  void a_body_without_end_is_refused() throws IOException {
    Answer answer = RawHttp.post(server.port(), unsubscribe(), "x".repeat(5000)).send();
    assertEquals(413, answer.status());
    assertStillSubscribed();
  }

  @Test
  void pages_load_and_run_nothing_and_are_kept_nowhere() throws IOException {
    for (String path : List.of(unsubscribe(), UnsubscribeServlet.PATH + "x")) {
      Answer answer = request("GET", path).send();
      String policy = answer.header("Content-Security-Policy").orElse("");
      assertTrue(policy.startsWith("default-src 'none'; style-src 'sha256-"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertEquals("no-store", answer.header("Cache-Control").orElse(""));
      assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""));
      assertFalse(answer.body().contains("<script"), answer.body());
    }
  }

  @Test
  void the_restore_link_leads_to_the_shop_and_notes_that_it_was_followed() throws IOException {
    Answer answer = request("GET", restore()).send();
    assertEquals(302, answer.status());
    assertEquals(
        "https://www.tea.example/panier?piste_restore=" + tokens.restore().text(),
        answer.header("Location").orElse(""));
    assertEquals("no-referrer", answer.header("Referrer-Policy").orElse(""));
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
    assertEquals(List.of(), answer.all("Set-Cookie"), "it logs nobody in");
    assertEquals("", answer.body());
    assertEquals(world.clock.instant(), cart().restoredAt());
    assertEquals("running", world.verdict(cart), "a click is no order");
  }

  @Test
  void looking_without_following_notes_nothing() throws IOException {
    assertEquals(302, request("HEAD", restore()).send().status());
    for (Map.Entry<String, String> header :
        Map.of("Sec-Purpose", "prefetch;prerender", "Purpose", "prefetch").entrySet()) {
      Answer answer = request("GET", restore()).header(header.getKey(), header.getValue()).send();
      assertEquals(503, answer.status(), "the browser asks again at the real click");
    }
    assertNull(cart().restoredAt());
  }

  @Test
  void a_bought_cart_is_not_filled_again() throws IOException {
    world.change("UPDATE cart SET state = 'ordered', closed_at = 1 WHERE id = ?", cart);
    Answer answer = request("GET", restore()).send();
    assertEquals(302, answer.status());
    assertEquals("https://www.tea.example/panier", answer.header("Location").orElse(""));
  }

  @Test
  void restore_links_end_after_seven_days() throws IOException {
    world.clock.advance(Duration.ofDays(7));
    Answer answer = request("GET", restore()).header("Accept-Language", "fr").send();
    assertEquals(410, answer.status());
    assertTrue(answer.body().contains("https://www.tea.example"), answer.body());
    assertNull(cart().restoredAt());
    assertEquals(404, request("GET", RestoreLinkServlet.PATH + "x").send().status());
    assertEquals(
        404, request("GET", RestoreLinkServlet.PATH + tokens.unsubscribe().text()).send().status());
  }

  @Test
  void a_browser_that_allows_the_use_of_carts_is_noted_when_it_follows_the_link()
      throws IOException {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    Answer answer = request("GET", restore()).header("Cookie", "piste_visitor=" + phone).send();
    assertEquals(302, answer.status());
    assertEquals(List.of(), answer.all("Set-Cookie"), "it logs nobody in");
    assertEquals(List.of(phone), returned());
  }

  @Test
  void a_browser_without_that_consent_is_not_noted() throws IOException {
    VisitorId visitsOnly = VisitorId.random();
    world.allow(visitsOnly, Purpose.VISITS, Purpose.PROFILE);
    VisitorId unknown = VisitorId.random();
    VisitorId withdrawn = VisitorId.random();
    world.allow(withdrawn, Purpose.CARTS);
    world.allow(withdrawn);
    for (VisitorId visitor : List.of(visitsOnly, unknown, withdrawn)) {
      request("GET", restore()).header("Cookie", "piste_visitor=" + visitor).send();
    }
    request("GET", restore()).send();
    assertEquals(List.of(new VisitorId(new UUID(0, 0))), returned(), "somebody followed it");
  }

  @Test
  void looking_without_following_notes_no_browser() throws IOException {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    String cookie = "piste_visitor=" + phone;
    request("HEAD", restore()).header("Cookie", cookie).send();
    request("GET", restore()).header("Cookie", cookie).header("Purpose", "prefetch").send();
    assertEquals(List.of(), returned());
  }

  private List<VisitorId> returned() {
    return world.jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT visitor_id FROM cart_return WHERE cart_id = :cart")
                .bind("cart", cart)
                .mapTo(VisitorId.class)
                .list());
  }

  @Test
  void an_order_of_the_browser_that_followed_the_link_ends_the_sequence() throws IOException {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    request("GET", restore()).header("Cookie", "piste_visitor=" + phone).send();
    world.pass(Duration.ofMinutes(3));
    assertEquals("running", world.verdict(cart));

    world.play(world.track(phone).order(world.minute(), "o" + cart, null));
    world.turn();

    assertEquals(CartState.RECOVERED, cart().state());
    assertEquals("stopped ordered", world.verdict(cart));
    assertEquals(OutboxState.CANCELLED, world.mails(shopper).getFirst().state());
  }

  @Test
  void a_cart_that_somebody_else_changed_is_not_brought_back() throws IOException {
    world.pass(Duration.ofMinutes(1));
    world.known(shopper.visitor(), "next@mail.example", Proof.VERIFIED);
    world.pass(Duration.ofMinutes(1));
    world.play(world.track(shopper.visitor()).cart(world.minute(), cart().cartKey(), 2, 7));
    for (String method : List.of("HEAD", "GET")) {
      Answer answer = request(method, restore()).send();
      assertEquals(302, answer.status());
      assertEquals("https://www.tea.example/panier", answer.header("Location").orElse(""));
    }
  }

  @Test
  void a_cart_that_its_owner_changed_is_brought_back_as_it_is() throws IOException {
    world.pass(Duration.ofMinutes(1));
    world.play(world.track(shopper.visitor()).cart(world.minute(), cart().cartKey(), 2, 7));
    Answer answer = request("GET", restore()).send();
    assertTrue(answer.header("Location").orElse("").contains("piste_restore"));
  }
}
