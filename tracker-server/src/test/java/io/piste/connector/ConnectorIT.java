package io.piste.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.cart.CartState;
import io.piste.consent.Purpose;
import io.piste.http.Route;
import io.piste.limit.LimitSettings;
import io.piste.limit.Limits;
import io.piste.mail.RestoreLinkServlet;
import io.piste.mail.SmtpMailer;
import io.piste.protocol.Proof;
import io.piste.protocol.api.Scope;
import io.piste.site.PublicPaths;
import io.piste.site.Site;
import io.piste.support.CartWorld;
import io.piste.support.CartWorld.Shopper;
import io.piste.support.Mailbox;
import io.piste.support.RawHttp;
import io.piste.support.RawHttp.Answer;
import io.piste.support.TestDatabase;
import io.piste.support.TestServer;
import io.piste.token.ConnectorToken;
import io.piste.token.ConnectorTokens;
import io.piste.token.IdentityTokens;
import io.piste.token.Secrets;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What shops' servers and pages may ask, with tokens taken from real mails. */
final class ConnectorIT {
  private static final String ORIGIN = "https://www.tea.example";

  private static TestDatabase database;
  private CartWorld world;
  private ConnectorKeys keys;
  private String key;
  private TestServer server;
  private Shopper shopper;
  private long cart;

  @BeforeAll
  static void open() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @BeforeEach
  void start() {
    world = CartWorld.on(database.jdbi());
    world.change("DELETE FROM outbox_message");
    keys = keys(new Secrets(new byte[32]));
    key = keys.make(world.site(), "Shop", Scope.connector()).token();
    Bearer bearer = new Bearer(keys, world.sites, new Connectors(database.jdbi(), world.clock));
    server =
        TestServer.with(
            new Route("/api/v1/*", api(bearer)),
            new Route(
                "/p/v1/restore",
                new CartRestoreServlet(world.sites, world.restorable, world.returning)));
    shopper = world.shopper();
    cart =
        world.cart(
            shopper.visitor(),
            List.of(
                CartWorld.line("sencha", "Sencha d’Uji", 2, "14.90"),
                CartWorld.line("theiere", "Théière", 1, "64.00")));
    world.pass(Duration.ofMinutes(30));
    world.pass(Duration.ofHours(1));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** As it stands in the mail. */
  private String token() throws Exception {
    try (Mailbox box = Mailbox.open();
        SmtpMailer mailer = world.mailer(box.port())) {
      world.worker(world.delivery(mailer)).runOnce();
      MimeMultipart parts = (MimeMultipart) box.mails().getFirst().getContent();
      Matcher link =
          Pattern.compile(Pattern.quote(RestoreLinkServlet.PATH) + "(\\S{22})")
              .matcher((String) parts.getBodyPart(0).getContent());
      assertTrue(link.find());
      return link.group(1);
    }
  }

  private ApiServlet api(Bearer bearer) {
    List<Call> calls =
        new ArrayList<>(
            new ConnectorCalls(
                    new Connectors(database.jdbi(), world.clock),
                    PublicPaths.DEFAULT,
                    new IdentityTokens(new Secrets(new byte[32])),
                    world.clock)
                .calls());
    calls.addAll(new RestoreCalls(world.restorable, world.returning).calls());
    Limits limits = new Limits(LimitSettings.defaults(), world.clock);
    return new ApiServlet(
        calls,
        new ApiServlet.Base(bearer, limits, database.jdbi(), world.clock),
        ApiSettings.defaults(),
        world.meters);
  }

  private ConnectorKeys keys(Secrets secrets) {
    return new ConnectorKeys(
        database.jdbi(), world.clock, world.sites, new ConnectorTokens(secrets, world.clock));
  }

  private Answer resolve(String key, String body) throws IOException {
    return RawHttp.post(server.port(), "/api/v1/carts/resolve", body)
        .header("Authorization", "Bearer " + key)
        .send();
  }

  private RawHttp restore(Site site, String token) {
    return RawHttp.get(server.port(), "/p/v1/restore?s=" + site.publicId() + "&t=" + token);
  }

  private static String code(Answer answer) throws IOException {
    return Json.MAPPER.readTree(answer.body()).path("code").asText();
  }

  @Test
  void ping_tells_a_plug_in_what_it_needs() throws IOException {
    Answer answer =
        RawHttp.get(server.port(), "/api/v1/ping").header("Authorization", "Bearer " + key).send();
    assertEquals(200, answer.status());
    JsonNode pong = Json.MAPPER.readTree(answer.body());
    assertEquals("La Théière", pong.path("site").asText());
    assertEquals(world.site().publicId(), pong.path("publicId").asText());
    assertEquals("https://t.tea.example/p/t.js", pong.path("snippet").asText());
    assertEquals("piste_consent", pong.path("cookies").path("consent").asText());
  }

  @Test
  void bad_keys_get_401_and_a_code() throws IOException {
    NewKey made = keys.make(world.site(), "Gone", Scope.connector());
    keys.revoke(world.site().id(), made.key().number());
    String revoked = made.token();
    String unknown =
        new ConnectorTokens(new Secrets(new byte[32]), world.clock)
            .issue(
                new ConnectorToken(world.site().publicId(), 999_999),
                "events",
                world.clock.instant(),
                null);
    String forged =
        keys(new Secrets("f".repeat(32).getBytes(UTF_8)))
            .make(world.site(), "Forged", Scope.connector())
            .token();
    for (String header :
        List.of(
            "Bearer " + revoked, "Bearer " + unknown, "Bearer " + forged, "Bearer ", "Basic x")) {
      Answer answer =
          RawHttp.get(server.port(), "/api/v1/ping").header("Authorization", header).send();
      assertEquals(401, answer.status(), header);
      assertEquals("bad_key", code(answer));
      assertEquals("Bearer realm=\"piste\"", answer.header("WWW-Authenticate").orElse(""));
    }
    assertEquals(401, RawHttp.get(server.port(), "/api/v1/ping").send().status());
    assertEquals(401, resolve(revoked, "{}").status());
  }

  @Test
  void a_shops_server_gets_the_whole_cart_and_nobody_elses_name() throws Exception {
    Answer answer = resolve(key, "{\"token\":\"" + token() + "\"}");
    assertEquals(200, answer.status());
    JsonNode resolved = Json.MAPPER.readTree(answer.body()).path("cart");
    assertEquals("EUR", resolved.path("currency").asText());
    assertEquals(world.carts.byId(cart).orElseThrow().cartKey(), resolved.path("id").asText());
    assertEquals(2, resolved.path("lines").size());
    assertEquals("Sencha d’Uji", resolved.path("lines").path(0).path("name").asText());
    assertTrue(answer.body().contains("\"price\":14.90"), answer.body());
    assertFalse(answer.body().contains("@"), answer.body());
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
  }

  @Test
  void a_page_gets_sku_and_quantity_and_nothing_else() throws Exception {
    Answer answer = restore(world.site(), token()).header("Origin", ORIGIN).send();
    assertEquals(200, answer.status());
    assertEquals(
        "{\"lines\":[{\"sku\":\"sencha\",\"quantity\":2},{\"sku\":\"theiere\",\"quantity\":1}]}",
        answer.body());
    assertEquals(ORIGIN, answer.header("Access-Control-Allow-Origin").orElse(""));
    assertEquals("no-store", answer.header("Cache-Control").orElse(""));
  }

  @Test
  void a_page_of_another_origin_is_refused() throws Exception {
    Answer answer = restore(world.site(), token()).header("Origin", "https://evil.example").send();
    assertEquals(403, answer.status());
    assertEquals("origin_not_listed", code(answer));
  }

  @Test
  void a_token_of_another_site_is_refused() throws Exception {
    String token = token();
    Site other = world.addSite("Kaffee", "coffee.example");
    Answer page = restore(other, token).header("Origin", "https://www.coffee.example").send();
    assertEquals(404, page.status());
    Answer server =
        resolve(
            keys.make(other, "Shop", Scope.connector()).token(), "{\"token\":\"" + token + "\"}");
    assertEquals(404, server.status());
    assertEquals("not_found", code(server));
  }

  @Test
  void an_unknown_site_is_refused() throws Exception {
    Answer answer = RawHttp.get(server.port(), "/p/v1/restore?s=nobody&t=" + token()).send();
    assertEquals("unknown_site", code(answer));
  }

  @Test
  void expired_and_finished_carts_are_gone() throws Exception {
    String token = token();
    world.change("UPDATE cart SET state = 'recovered' WHERE id = ?", cart);
    assertEquals(410, resolve(key, "{\"token\":\"" + token + "\"}").status());
    world.change("UPDATE cart SET state = 'abandoned' WHERE id = ?", cart);
    assertEquals(200, resolve(key, "{\"token\":\"" + token + "\"}").status());
    world.clock.advance(Duration.ofDays(7));
    Answer answer = restore(world.site(), token).header("Origin", ORIGIN).send();
    assertEquals(410, answer.status());
    assertEquals("token_expired", code(answer));
  }

  @Test
  void nonsense_is_told_apart() throws IOException {
    assertEquals("bad_json", code(resolve(key, "{")));
    assertEquals("bad_request", code(resolve(key, "{}")));
    assertEquals("not_found", code(resolve(key, "{\"token\":\"x\"}")));
    assertEquals("body_too_large", code(resolve(key, " ".repeat(5000))));
    assertEquals("not_found", code(restore(world.site(), "x").send()));
  }

  @Test
  void a_page_that_tells_its_visitor_token_brings_the_cart_back_to_that_browser() throws Exception {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    String v = world.visitorToken(world.site(), phone);
    Answer answer = fill(token(), v).header("Origin", ORIGIN).send();
    assertEquals(200, answer.status());
    assertEquals(
        "{\"lines\":[{\"sku\":\"sencha\",\"quantity\":2},{\"sku\":\"theiere\",\"quantity\":1}]}",
        answer.body());
    assertEquals("true", answer.header("Access-Control-Allow-Credentials").orElse(""));
    assertRecoveredBy(phone);
  }

  @Test
  void a_page_whose_cookies_arrive_needs_no_token() throws Exception {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    fill(token(), null).header("Origin", ORIGIN).header("Cookie", "piste_visitor=" + phone).send();
    assertRecoveredBy(phone);
  }

  @Test
  void a_shops_server_may_tell_whose_browser_it_is() throws Exception {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    String v = world.visitorToken(world.site(), phone);
    String body = "{\"token\":\"" + token() + "\",\"v\":\"" + v + "\"}";
    assertEquals(200, resolve(key, body).status());
    assertRecoveredBy(phone);
  }

  private void assertRecoveredBy(VisitorId phone) {
    world.play(world.track(phone).order(world.minute(), "o" + cart, null));
    assertEquals(CartState.RECOVERED, world.carts.byId(cart).orElseThrow().state());
  }

  @Test
  void made_up_tokens_and_browsers_without_consent_bring_back_the_lines_alone() throws Exception {
    VisitorId phone = VisitorId.random();
    world.allow(phone, Purpose.CARTS);
    Site other = world.addSite("Kaffee", "coffee.example");
    VisitorId unasked = VisitorId.random();
    String token = token();
    for (String v :
        List.of(
            phone.toString(),
            "x.y.z",
            world.visitorToken(other, phone),
            world.visitorToken(world.site(), unasked))) {
      assertEquals(200, fill(token, v).header("Origin", ORIGIN).send().status());
    }
    world.play(
        world.track(phone).order(world.minute(), "o1" + cart, null),
        world.track(unasked).order(world.minute(), "o2" + cart, null));
    assertTrue(world.carts.byId(cart).orElseThrow().isUnfinished());
  }

  @Test
  void a_page_that_posts_must_be_of_a_listed_origin() throws Exception {
    String token = token();
    assertEquals("origin_missing", code(fill(token, null).send()));
    assertEquals(
        "origin_not_listed",
        code(fill(token, null).header("Origin", "https://evil.example").send()));
    assertEquals("unknown_site", code(post("{\"t\":\"x\"}").header("Origin", ORIGIN).send()));
    assertEquals("bad_json", code(post("{").header("Origin", ORIGIN).send()));
    assertEquals("body_too_large", code(post(" ".repeat(3000)).header("Origin", ORIGIN).send()));
  }

  private RawHttp fill(String token, @Nullable String v) {
    Map<String, String> body = new HashMap<>(Map.of("s", world.site().publicId(), "t", token));
    if (v != null) {
      body.put("v", v);
    }
    return post(Json.write(body));
  }

  private RawHttp post(String body) {
    return RawHttp.post(server.port(), "/p/v1/restore", body);
  }

  @Test
  void a_cart_that_somebody_else_changed_is_gone() throws Exception {
    String token = token();
    world.pass(Duration.ofMinutes(1));
    world.known(shopper.visitor(), "next@mail.example", Proof.VERIFIED);
    world.pass(Duration.ofMinutes(1));
    String cartKey = world.carts.byId(cart).orElseThrow().cartKey();
    world.play(world.track(shopper.visitor()).cart(world.minute(), cartKey, 2, 7));
    assertEquals(410, resolve(key, "{\"token\":\"" + token + "\"}").status());
    assertEquals(410, restore(world.site(), token).header("Origin", ORIGIN).send().status());
  }
}
