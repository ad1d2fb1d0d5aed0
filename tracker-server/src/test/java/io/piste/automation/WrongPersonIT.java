package io.piste.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import io.piste.base.ContactId;
import io.piste.base.EmailAddress;
import io.piste.base.Json;
import io.piste.base.VisitorId;
import io.piste.contact.Contacts;
import io.piste.contact.IdentityLinks;
import io.piste.eventlog.Projector;
import io.piste.outbox.OutboxMessage;
import io.piste.outbox.OutboxState;
import io.piste.support.CartWorld;
import io.piste.support.RawHttp;
import io.piste.support.TestLog;
import io.piste.support.TestTracker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong with people elsewhere, each told by the thread that complains of it, through the
 * public door: what a browser sends, and what is known, and mailed, after it.
 */
final class WrongPersonIT {
  private static TestTracker tracker;
  private static Projector projector;
  private static CartWorld world;
  private static IdentityLinks links;

  private final String ada = "ada" + UUID.randomUUID() + "@mail.example";
  private final String bob = "bob" + UUID.randomUUID() + "@mail.example";

  @BeforeAll
  static void start() throws IOException {
    tracker = TestTracker.start();
    projector =
        new Projector(
            tracker.database.jdbi(),
            TestLog.projections(tracker.database.jdbi()),
            tracker.clock,
            tracker.meters);
    tracker
        .database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    """
                    UPDATE site SET restore_url = 'https://www.shop.example/cart',
                      sender_name = 'Tea house', sender_email = 'tea@shop.example',
                      postal_address = '12 rue des Feuilles', cart_recovery = TRUE
                    """));
    world = CartWorld.on(tracker.database.jdbi());
    links = new IdentityLinks(tracker.database.jdbi());
  }

  @AfterAll
  static void stop() {
    tracker.close();
  }

  @Test
  void mautic_4211_user_b_does_not_inherit_user_a_who_signed_out() throws IOException {
    TestTracker.Visitor first = tracker.visitor("visits", "profile", "carts");
    send(first, page("/a"), signsIn(ada), page("/of-ada"));
    TestTracker.Visitor next = newcomer(send(first, event("logout")));
    send(next, page("/of-bob"), signsIn(bob));

    assertEquals(List.of("/a", "/of-ada"), pagesOf(ada));
    assertEquals(List.of("/of-bob"), pagesOf(bob));
  }

  @Test
  void mautic_4211_nor_when_nobody_signed_out() throws IOException {
    TestTracker.Visitor shared = tracker.visitor("visits", "profile", "carts");
    send(shared, page("/a"), signsIn(ada), page("/of-ada"));
    project();
    pass(Duration.ofMinutes(5));
    RawHttp.Answer answer = send(shared, signsIn(bob));
    TestTracker.Visitor next = newcomer(answer);
    pass(Duration.ofMinutes(1));
    send(next, page("/of-bob"));

    assertNotEquals(shared.id(), next.id(), "the browser is another visitor from then on");
    assertEquals(List.of("/a", "/of-ada"), pagesOf(ada));
    assertEquals(List.of("/of-bob"), pagesOf(bob));
    assertEquals(contact(bob), links.contactOf(tracker.site().id(), next.id()).orElseThrow());
  }

  @Test
  void whoever_is_proved_again_keeps_the_browser_and_so_does_who_only_types_an_address()
      throws IOException {
    TestTracker.Visitor browser = tracker.visitor("visits", "profile", "carts");
    send(browser, signsIn(ada));
    project();
    pass(Duration.ofMinutes(5));

    assertEquals(Optional.empty(), send(browser, signsIn(ada)).setCookie("piste_visitor"));
    assertEquals(Optional.empty(), send(browser, types(bob)).setCookie("piste_visitor"));
    send(browser, page("/still-of-ada"));
    assertEquals(List.of("/still-of-ada"), pagesOf(ada));
    assertEquals(List.of(), pagesOf(bob));
  }

  @Test
  void mautic_2950_and_umami_4512_two_behind_one_address_of_the_network_stay_two()
      throws IOException {
    TestTracker.Visitor one = tracker.visitor("visits", "profile", "carts");
    TestTracker.Visitor other = tracker.visitor("visits", "profile", "carts");
    send(one, page("/of-ada"), signsIn(ada));
    send(other, page("/of-somebody-else"));

    assertEquals(List.of("/of-ada"), pagesOf(ada));
    assertEquals(Optional.empty(), links.contactOf(tracker.site().id(), other.id()));
    send(other, signsIn(bob));
    assertEquals(List.of("/of-somebody-else"), pagesOf(bob));
    assertEquals(List.of("/of-ada"), pagesOf(ada));
  }

  @Test
  void unomi_an_id_that_a_page_makes_up_is_nobodys() throws IOException {
    TestTracker.Visitor victim = tracker.visitor("visits", "profile", "carts");
    TestTracker.Visitor page = tracker.visitor("visits", "profile", "carts");
    send(victim, page("/of-ada"), signsIn(ada));
    project();
    int before = tracker.stored();

    TestTracker.Visitor stolen = new TestTracker.Visitor(victim.id(), page.consent());
    TestTracker.Visitor madeUp = new TestTracker.Visitor(VisitorId.random(), page.consent());
    for (TestTracker.Visitor liar : List.of(stolen, madeUp)) {
      assertEquals(403, post(liar, "", page("/made-up")).status());
    }
    String forged = "\"v\":\"" + victim.id() + "\",";
    RawHttp.Answer elsewhere =
        tracker.post("/p/v1/e", batch(page, forged, page("/made-up"))).host("piste.example").send();
    assertEquals(403, elsewhere.status(), elsewhere.body());

    assertEquals(before, tracker.stored());
    assertEquals(List.of("/of-ada"), pagesOf(ada));
  }

  @Test
  void matomo_19927_what_was_done_before_the_login_joins_the_contact() throws IOException {
    TestTracker.Visitor browser = tracker.visitor("visits", "profile", "carts");
    send(browser, page("/first"));
    project();
    pass(Duration.ofDays(40));
    send(browser, page("/second"), signsIn(ada));

    assertEquals(List.of("/first", "/second"), pagesOf(ada));
  }

  @Test
  void magento2_matomo_67_an_order_on_another_device_leaves_no_abandoned_cart() throws IOException {
    TestTracker.Visitor laptop = tracker.visitor("visits", "profile", "carts");
    TestTracker.Visitor phone = tracker.visitor("visits", "profile", "carts");
    send(laptop, cart("c" + laptop.id()), types(ada));
    project();
    pass(Duration.ofMinutes(10));
    send(phone, signsIn(ada), order("o" + phone.id(), null));
    project();

    assertEquals("ordered", stateOf(laptop));
    recover(Duration.ofDays(5));
    assertEquals(List.of(), mails(ada));
  }

  @Test
  void abandoned_cart_lite_166_no_reminder_leaves_after_the_purchase() throws IOException {
    TestTracker.Visitor browser = tracker.visitor("visits", "profile", "carts");
    String key = "c" + browser.id();
    send(browser, cart(key), types(ada));
    project();
    recover(Duration.ofMinutes(30));
    recover(Duration.ofHours(1));
    OutboxMessage first = mails(ada).getFirst();
    assertEquals(OutboxState.QUEUED, first.state());

    send(browser, order("o" + browser.id(), key));
    project();

    CartRecoveryRecheck recheck = new CartRecoveryRecheck(world.enrolments, world.sequences);
    assertTrue(
        world.jdbi.withHandle(handle -> recheck.whyNot(handle, first)).isPresent(),
        "the mail that waits is held back");
    recover(Duration.ofDays(5));
    assertEquals(1, mails(ada).size(), "and none follows");
  }

  @Test
  void abandoned_cart_lite_435_nor_after_a_purchase_that_names_no_cart() throws IOException {
    TestTracker.Visitor browser = tracker.visitor("visits", "profile", "carts");
    send(browser, cart("c" + browser.id()), types(ada));
    project();
    recover(Duration.ofMinutes(30));
    send(browser, order("o" + browser.id(), null));
    project();

    recover(Duration.ofDays(5));
    assertEquals(List.of(), mails(ada));
  }

  @Test
  void abandoned_cart_lite_874_nor_when_the_cart_is_told_once_more_behind_the_purchase()
      throws IOException {
    TestTracker.Visitor browser = tracker.visitor("visits", "profile", "carts");
    String key = "c" + browser.id();
    ObjectNode late = cart(key);
    send(browser, types(ada), order("o" + browser.id(), key));
    project();
    pass(Duration.ofMinutes(1));
    send(browser, late);
    project();

    recover(Duration.ofDays(5));
    assertEquals(List.of(), mails(ada));
  }

  private static RawHttp.Answer send(TestTracker.Visitor visitor, ObjectNode... events)
      throws IOException {
    RawHttp.Answer answer = post(visitor, "", events);
    assertEquals(204, answer.status(), answer.body());
    return answer;
  }

  private static RawHttp.Answer post(
      TestTracker.Visitor visitor, String token, ObjectNode... events) throws IOException {
    return tracker
        .post("/p/v1/e", batch(visitor, token, events))
        .header("Cookie", "piste_visitor=" + visitor.id())
        .send();
  }

  private static String batch(TestTracker.Visitor visitor, String token, ObjectNode... events) {
    return "{%s\"s\":\"%s\",\"c\":\"%s\",\"sent\":%d,\"e\":%s}"
        .formatted(
            token,
            tracker.site().publicId(),
            visitor.consent(),
            tracker.clock.instant().toEpochMilli(),
            Json.write(List.of(events)));
  }

  /** Who the browser is from now on, as its cookies say. */
  private static TestTracker.Visitor newcomer(RawHttp.Answer answer) {
    return new TestTracker.Visitor(
        VisitorId.parse(cookie(answer, "piste_visitor")).orElseThrow(),
        cookie(answer, "piste_consent").split("\\.", -1)[1]);
  }

  private static String cookie(RawHttp.Answer answer, String name) {
    return answer.setCookie(name).orElseThrow().split("[=;]", -1)[1];
  }

  /** Events of one batch are a moment apart, in their order. */
  private static ObjectNode event(String type) {
    tracker.clock.advance(Duration.ofMillis(20));
    String end = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    return Json.MAPPER
        .createObjectNode()
        .put("id", "01890a5d-ac96-774b-bcce-" + end)
        .put("t", type)
        .put("at", tracker.clock.instant().toEpochMilli())
        .put("u", TestTracker.ORIGIN + "/page");
  }

  private static ObjectNode page(String path) {
    return event("page").put("u", TestTracker.ORIGIN + path).put("ti", path).put("l", "en");
  }

  private static ObjectNode with(ObjectNode event, String name, Object value) {
    event.set(name, Json.MAPPER.valueToTree(value));
    return event;
  }

  private static ObjectNode types(String email) {
    return with(event("identify"), "identify", Map.of("email", email, "marketing", true));
  }

  private static ObjectNode signsIn(String email) {
    String secret = tracker.identities.secretFor(tracker.site().publicId(), 1);
    String token =
        Jwts.builder()
            .audience()
            .add(tracker.site().publicId())
            .and()
            .issuedAt(Date.from(tracker.clock.instant()))
            .expiration(Date.from(tracker.clock.instant().plus(Duration.ofMinutes(4))))
            .claim("email", email)
            .signWith(Keys.hmacShaKeyFor(secret.getBytes(StandardCharsets.UTF_8)), Jwts.SIG.HS256)
            .compact();
    return with(event("identify"), "identify", Map.of("token", token));
  }

  private static ObjectNode cart(String key) {
    return with(
        event("cart").put("l", "en"),
        "cart",
        Map.of("id", key, "seq", 1, "currency", "EUR", "lines", lines()));
  }

  private static ObjectNode order(String key, @org.jspecify.annotations.Nullable String cart) {
    Map<String, Object> order = new java.util.HashMap<>();
    order.put("id", key);
    order.put("currency", "EUR");
    order.put("total", 12.5);
    order.put("lines", lines());
    if (cart != null) {
      order.put("cart", cart);
    }
    return with(event("order"), "order", order);
  }

  private static List<Map<String, Object>> lines() {
    return List.of(Map.of("sku", "sencha", "name", "Sencha", "quantity", 1, "price", 12.5));
  }

  private static void project() {
    boolean more = true;
    while (more) {
      more = projector.runOnce();
    }
  }

  private static void pass(Duration time) {
    tracker.clock.advance(time);
  }

  /** Lets time pass for triggers and steps too. */
  private static void recover(Duration time) {
    pass(time);
    world.clock.set(tracker.clock.instant());
    world.turn();
  }

  private static List<OutboxMessage> mails(String email) {
    return world.outbox.ofContact(contact(email), 100);
  }

  private static String stateOf(TestTracker.Visitor visitor) {
    return tracker
        .database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("SELECT state FROM cart WHERE visitor_id = :visitor")
                    .bind("visitor", visitor.id())
                    .mapTo(String.class)
                    .one());
  }

  /** The pages that stand on a person's timeline, in order. */
  private static List<String> pagesOf(String email) {
    project();
    return new Contacts(tracker.database.jdbi())
        .byEmail(new EmailAddress(email))
        .map(contact -> pagesOf(contact.id()))
        .orElse(List.of());
  }

  private static List<String> pagesOf(ContactId contact) {
    return new io.piste.report.Timeline(tracker.database.jdbi())
            .before(contact, java.time.Instant.ofEpochMilli(Long.MAX_VALUE), 100)
            .moments()
            .reversed()
            .stream()
            .filter(moment -> moment.kind() == io.piste.report.Moment.Kind.PAGE)
            .map(moment -> String.valueOf(moment.detail()))
            .toList();
  }

  private static ContactId contact(String email) {
    return new Contacts(tracker.database.jdbi())
        .byEmail(new EmailAddress(email))
        .orElseThrow()
        .id();
  }
}
