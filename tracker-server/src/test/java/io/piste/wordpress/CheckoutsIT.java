package io.piste.wordpress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.wordpress.RecordingTracker.Call;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tracker is told while a guest shops: in the stand-in, which fires hooks as they were
 * recorded, or in a real shop where {@code WOOCOMMERCE_DIR} names one. There the version is the one
 * at hand.
 */
final class CheckoutsIT {
  private static final String BLOCKS_10 = "woocommerce-10.9.1-block";
  private static final String BLOCKS_9 = "woocommerce-9.9.5-block";
  private static final String FORMS_9 = "woocommerce-9.9.5-classic";

  private static ShopUnderTest shop;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    shop = ShopUnderTest.start(folder);
  }

  @AfterAll
  static void stop() {
    shop.close();
  }

  @BeforeEach
  void watchAll() {
    shop.choose(Map.of("carts", true, "capture", true, "optin", true));
    shop.told();
  }

  @Test
  void the_block_checkout_of_10_tells_four_carts_and_two_orders() {
    shop.visit(Guest.AGREED, BLOCKS_10, false).byBlocks();
    assertBlocks(shop.told());
  }

  @Test
  void the_block_checkout_of_9_tells_four_carts_and_two_orders() {
    shop.visit(Guest.AGREED, BLOCKS_9, false).byBlocks();
    assertBlocks(shop.told());
  }

  @Test
  void the_classic_checkout_tells_five_carts_and_one_order() {
    shop.visit(Guest.AGREED, FORMS_9, false).byForms();
    assertEquals(
        List.of(
            "cart: 1 MUG-1",
            "cart: 3 MUG-1",
            "cart:",
            "cart: 3 MUG-1",
            "cart: 3 MUG-1 for anne@example.com",
            "order placed: 3 MUG-1 for anne@example.com"),
        told(shop.told()));
  }

  @Test
  void all_carts_of_a_visit_are_one_that_the_order_names() {
    shop.visit(Guest.AGREED, BLOCKS_10, false).byBlocks();
    List<Call> calls = shop.told();
    List<String> ids =
        calls.stream()
            .map(
                call ->
                    call.kind().equals("carts")
                        ? call.path().split("/", -1)[4]
                        : call.json().path("cart").textValue())
            .distinct()
            .toList();
    assertEquals(1, ids.size(), ids::toString);
    List<Long> numbers =
        calls.stream()
            .filter(call -> call.kind().equals("carts"))
            .map(call -> call.json().get("seq").longValue())
            .toList();
    assertEquals(numbers.stream().sorted().distinct().toList(), numbers, "numbers grow");
  }

  @Test
  void nothing_is_told_without_the_visitors_cookie() {
    Map<String, String> cookies = Map.of("piste_consent", Guest.AGREED.get("piste_consent"));
    shop.visit(cookies, BLOCKS_10, false).byBlocks();
    shop.visit(Map.of(), FORMS_9, false).byForms();
    assertEquals(List.of(), told(shop.told()));
  }

  @Test
  void nothing_is_told_without_the_purpose_carts() {
    Map<String, String> cookies =
        Map.of(
            "piste_consent",
            "1.0a1b2c3d4e5f6a7b.1.visits-profile.1764000000",
            "piste_visitor",
            Guest.AGREED.get("piste_visitor"));
    shop.visit(cookies, BLOCKS_10, false).byBlocks();
    assertEquals(List.of(), told(shop.told()));
  }

  @Test
  void an_address_is_told_with_the_order_alone_where_the_site_captures_none() {
    shop.choose(Map.of("capture", false));
    shop.visit(Guest.AGREED, BLOCKS_10, false).byBlocks();
    assertEquals(
        List.of(
            "cart: 1 MUG-1",
            "cart: 2 MUG-1",
            "cart: 3 MUG-1",
            "order placed: 3 MUG-1 for anne@example.com",
            "order placed: 3 MUG-1 for anne@example.com"),
        told(shop.told()));
  }

  @Test
  void a_ticked_box_is_a_consent_without_a_visitor_too() {
    shop.visit(Map.of(), BLOCKS_10, true).byBlocks();
    shop.visit(Map.of(), FORMS_9, true).byForms();
    List<Call> calls = shop.told();
    assertEquals(
        List.of("consent of anne@example.com", "consent of anne@example.com"), told(calls));
    JsonNode consent = calls.getFirst().json();
    assertEquals("checkout", consent.path("source").textValue());
    assertEquals(
        "Send me news and offers by e-mail. I can unsubscribe at any time.",
        consent.path("text").textValue());
    assertEquals(true, consent.path("granted").booleanValue());
  }

  private static void assertBlocks(List<Call> calls) {
    assertEquals(
        List.of(
            "cart: 1 MUG-1",
            "cart: 2 MUG-1",
            "cart: 3 MUG-1",
            "cart: 3 MUG-1 for anne@example.com",
            "order placed: 3 MUG-1 for anne@example.com",
            "order placed: 3 MUG-1 for anne@example.com"),
        told(calls));
  }

  private static List<String> told(List<Call> calls) {
    return calls.stream().map(CheckoutsIT::told).toList();
  }

  /** What a call says, in a line. */
  private static String told(Call call) {
    JsonNode body = call.json();
    String lines =
        StreamSupport.stream(body.path("lines").spliterator(), false)
            .map(line -> " " + line.get("quantity").asText() + " " + line.get("sku").textValue())
            .collect(Collectors.joining(","));
    String email = body.path("email").asText();
    String whose = email.isEmpty() ? "" : " for " + email;
    return switch (call.kind()) {
      case "carts" -> "cart:" + lines + whose;
      case "orders" -> "order " + body.get("status").textValue() + ":" + lines + whose;
      case "consents" -> "consent of " + email;
      default -> call.method() + " " + call.path();
    };
  }
}
