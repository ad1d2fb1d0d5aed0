package io.piste.connector;

import static io.piste.connector.ApiWorld.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.base.Clocks;
import io.piste.base.VisitorId;
import io.piste.connector.ApiWorld.Browser;
import io.piste.support.RawHttp;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a shop's server tells, and what follows from it. */
final class ShopStoryIT {
  private static ApiWorld world;

  @BeforeAll
  static void start() {
    world = new ApiWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static final Map<String, Object> LINE =
      Map.of("sku", "sencha", "name", "Sencha", "quantity", 2, "price", 14.9);

  private static Map<String, Object> cart(@Nullable String visitor, long seq, Object... lines) {
    Map<String, Object> cart = new HashMap<>();
    cart.put("at", Clocks.system().millis());
    cart.put("seq", seq);
    cart.put("currency", "EUR");
    cart.put("language", "fr-FR");
    cart.put("url", ApiWorld.ORIGIN + "/cart?secret=1");
    cart.put("lines", List.of(lines));
    if (visitor != null) {
      cart.put("v", visitor);
    }
    return cart;
  }

  private static Map<String, Object> order(String visitor, String status) {
    Map<String, Object> order = new HashMap<>();
    order.put("v", visitor);
    order.put("at", Clocks.system().millis());
    order.put("status", status);
    order.put("currency", "EUR");
    order.put("total", 29.8);
    order.put("lines", List.of(LINE));
    return order;
  }

  private static void assertStored(RawHttp.Answer answer) {
    assertEquals(202, answer.status(), answer.body());
    assertEquals("{\"status\":\"stored\"}", answer.body());
  }

  private static void assertDropped(RawHttp.Answer answer) throws IOException {
    assertEquals(200, answer.status(), answer.body());
    assertEquals("dropped", json(answer).get("status").textValue());
    assertEquals("no_consent", json(answer).get("code").textValue());
    assertFalse(json(answer).get("detail").textValue().isEmpty());
  }

  private static String stateOf(String cart) {
    return world.text("SELECT state FROM cart WHERE cart_key = ? ORDER BY life DESC LIMIT 1", cart);
  }

  private static String statusOf(String order) {
    return world.text("SELECT status FROM purchase WHERE order_key = ?", order);
  }

  @Test
  void a_cart_is_kept_changed_and_emptied() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    assertStored(world.call("PUT", "/carts/a1", cart(v, 2, LINE)));
    assertStored(world.call("PUT", "/carts/a1", cart(v, 1)));
    world.settle();
    assertEquals("open", stateOf("a1"), "an older one is ignored");
    assertEquals("fr", world.text("SELECT language FROM cart WHERE cart_key = 'a1'"));
    assertEquals("29.80", world.text("SELECT total FROM cart WHERE cart_key = 'a1'"));
    assertStored(world.call("PUT", "/carts/a1", cart(v, 3)));
    world.settle();
    assertEquals("emptied", stateOf("a1"));
  }

  @Test
  void a_cart_that_is_told_twice_counts_once() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    Map<String, Object> cart = cart(v, 1, LINE);
    assertStored(world.call("PUT", "/carts/a2", cart));
    assertStored(world.call("PUT", "/carts/a2", cart));
    world.settle();
    assertEquals(1, world.number("SELECT COUNT(*) FROM cart WHERE cart_key = 'a2'"));
    assertEquals(
        1,
        world.number(
            "SELECT COUNT(*) FROM visit_event WHERE kind = 'cart' AND visitor_id = ?",
            VisitorId.parse(v).orElseThrow()));
  }

  @Test
  void without_a_visitor_or_the_purpose_nothing_is_stored() throws IOException {
    long before = world.number("SELECT COUNT(*) FROM event_log");
    Browser visitsOnly = world.browser("visits");
    assertDropped(world.call("PUT", "/carts/a3", cart(null, 1, LINE)));
    assertDropped(world.call("PUT", "/carts/a3", cart("made up", 1, LINE)));
    Map<String, Object> named = cart(visitsOnly.visitor(), 1, LINE);
    named.put("email", "nobody@mail.example");
    assertDropped(world.call("PUT", "/carts/a3", named));
    assertDropped(world.call("PUT", "/orders/o3", order(visitsOnly.visitor(), "paid")));
    Map<String, Object> order = order(visitsOnly.visitor(), "paid");
    order.remove("v");
    assertDropped(world.call("PUT", "/orders/o3", order));
    assertEquals(before, world.number("SELECT COUNT(*) FROM event_log"));
  }

  @Test
  void an_address_beside_a_cart_makes_a_contact_and_the_box_a_permission() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    Map<String, Object> cart = cart(v, 1, LINE);
    cart.put("email", "Beside@Mail.example");
    cart.put("marketing", true);
    assertStored(world.call("PUT", "/carts/a4", cart));
    world.settle();
    JsonNode contact = json(world.call("GET", "/contacts/beside@mail.example", null));
    assertTrue(contact.get("marketing").booleanValue(), contact.toString());
    assertEquals(
        "claimed",
        world.text(
            "SELECT proof FROM identity_link WHERE contact_id = ?", contact.get("id").longValue()));
  }

  @Test
  void who_signs_in_is_proved_and_who_types_is_claimed() throws IOException {
    for (String source : List.of("login", "register", "checkout", "comment", "form")) {
      String v = world.browser("visits").visitor();
      String email = source + "@mail.example";
      Map<String, Object> said =
          Map.of(
              "v",
              v,
              "at",
              Clocks.system().millis(),
              "email",
              email,
              "firstName",
              "Ada",
              "source",
              source);
      assertStored(world.call("POST", "/identify", said));
      world.settle();
      assertEquals(
          source.equals("login") ? "verified" : "claimed",
          world.text(
              "SELECT l.proof FROM identity_link l JOIN contact c ON c.id = l.contact_id"
                  + " WHERE c.email = ?",
              email));
    }
  }

  @Test
  void who_signs_up_with_anothers_address_changes_neither_their_name_nor_their_no()
      throws IOException {
    identify("login", Map.of("firstName", "Eve", "marketing", true));
    identify("login", Map.of("marketing", false));
    identify("register", Map.of("firstName", "Buy pills", "marketing", true));
    JsonNode contact = json(world.call("GET", "/contacts/eve@mail.example", null));
    assertEquals("Eve", contact.get("firstName").textValue());
    assertFalse(contact.get("marketing").booleanValue(), contact.toString());
  }

  private void identify(String source, Map<String, Object> said) throws IOException {
    Map<String, Object> body = new HashMap<>(said);
    body.put("v", world.browser("visits").visitor());
    body.put("at", Clocks.system().millis());
    body.put("email", "eve@mail.example");
    body.put("source", source);
    assertStored(world.call("POST", "/identify", body));
    world.settle();
  }

  @Test
  void an_order_goes_its_way_and_counts_as_one_act() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    world.call("PUT", "/carts/a5", cart(v, 1, LINE));
    for (String status : List.of("placed", "paid", "paid", "completed")) {
      assertStored(world.call("PUT", "/orders/o5", order(v, status)));
      world.settle();
      assertEquals(status, statusOf("o5"));
      assertEquals("ordered", stateOf("a5"));
    }
    assertEquals(
        1,
        world.number(
            "SELECT COUNT(*) FROM visit_event WHERE kind = 'order' AND visitor_id = ?",
            VisitorId.parse(v).orElseThrow()));
    Map<String, Object> part = order(v, "completed");
    part.put("refunded", 9.8);
    assertStored(world.call("PUT", "/orders/o5", part));
    world.settle();
    assertEquals("9.80", world.text("SELECT refunded FROM purchase WHERE order_key = 'o5'"));
    assertStored(world.call("PUT", "/orders/o5", order(v, "refunded")));
    world.settle();
    assertEquals("refunded", statusOf("o5"));
    assertEquals("ordered", stateOf("a5"), "it was paid: nobody is reminded of it");
  }

  @Test
  void an_order_that_failed_gives_the_cart_back_and_one_that_is_paid_after_all_takes_it()
      throws IOException {
    String v = world.browser("visits", "carts").visitor();
    world.call("PUT", "/carts/a6", cart(v, 1, LINE));
    world.call("PUT", "/orders/o6", order(v, "placed"));
    world.settle();
    assertEquals("ordered", stateOf("a6"));
    world.call("PUT", "/orders/o6", order(v, "failed"));
    world.settle();
    assertEquals("open", stateOf("a6"));
    assertNull(
        world
            .database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .select("SELECT closed_by FROM cart WHERE cart_key = 'a6'")
                        .mapTo(Long.class)
                        .one()));
    world.call("PUT", "/orders/o6", order(v, "paid"));
    world.settle();
    assertEquals("ordered", stateOf("a6"));
    world.call("PUT", "/orders/o6", order(v, "cancelled"));
    world.settle();
    assertEquals("cancelled", statusOf("o6"));
    assertEquals("ordered", stateOf("a6"), "cancelled after it was paid");
  }

  @Test
  void an_order_that_was_cancelled_before_it_was_paid_closes_no_cart() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    world.call("PUT", "/carts/a7", cart(v, 1, LINE));
    world.call("PUT", "/orders/o7", order(v, "cancelled"));
    world.settle();
    assertEquals("open", stateOf("a7"));
    assertEquals(
        0,
        world.number(
            "SELECT COUNT(*) FROM visit_event WHERE kind = 'order' AND visitor_id = ?",
            VisitorId.parse(v).orElseThrow()));
  }

  @Test
  void what_is_told_too_late_or_too_early_is_kept_apart() throws IOException {
    String v = world.browser("visits", "carts").visitor();
    Map<String, Object> late = cart(v, 1, LINE);
    late.put("at", Clocks.system().millis() - 8L * 24 * 3600 * 1000);
    RawHttp.Answer answer = world.call("PUT", "/carts/a8", late);
    assertEquals(200, answer.status());
    assertEquals("apart", json(answer).get("status").textValue());
    assertEquals("too_old", json(answer).get("code").textValue());
    Map<String, Object> early = cart(v, 2, LINE);
    early.put("at", Clocks.system().millis() + 3_600_000);
    assertEquals("in_future", json(world.call("PUT", "/carts/a8", early)).get("code").textValue());
  }

  @Test
  void ping_tells_what_a_plug_in_needs() throws IOException {
    RawHttp.Answer answer = world.call("GET", "/ping", null);
    assertEquals(200, answer.status(), answer.body());
    JsonNode pong = json(answer);
    assertEquals("Tea shop", pong.get("site").textValue());
    assertEquals("https://t.shop.example/p/t.js", pong.get("snippet").textValue());
    assertEquals("/p/v1/e", pong.at("/paths/events").textValue());
    assertEquals(43, pong.get("identitySecret").textValue().length());
    assertTrue(pong.get("key").has("expires") && pong.at("/key/expires").isNull());
    assertEquals(7, pong.get("scopes").size());
    assertTrue(pong.get("cartRecovery").booleanValue());
    assertEquals("https://www.shop.example/restore", pong.get("restoreUrl").textValue());
  }
}
