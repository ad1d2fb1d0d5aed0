package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.Cart;
import io.piste.protocol.CartLine;
import io.piste.protocol.Event;
import io.piste.protocol.Order;
import io.piste.protocol.Product;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of the names of Google Analytics 4; see docs/adr/0040-ga4-names.md. */
final class Ga4ParserTest {
  private static final CartLine TEA =
      new CartLine("sencha-100", "Sencha, 100 g", 2, new BigDecimal("12.5"), null, null);

  @Test
  void view_item_is_a_product_seen() throws IOException {
    Event.ProductSeen seen = (Event.ProductSeen) one(example("view-item"));

    assertEquals(
        new Product("sencha-100", "Sencha, 100 g", new BigDecimal("12.5"), "EUR", null, null),
        seen.product());
    assertEquals("https://www.shop.example/teas/sencha", seen.u());
  }

  @Test
  void view_cart_is_the_whole_cart_numbered_by_the_time() throws IOException {
    Event.CartChanged changed = (Event.CartChanged) one(example("view-cart"));

    assertEquals(new Cart("ga4", 1772442017000L, "EUR", List.of(TEA)), changed.cart());
  }

  @Test
  void a_cart_that_is_told_to_be_empty_is() throws IOException {
    ObjectNode event = example("view-cart");
    ecommerce(event).putArray("items");

    assertEquals(List.of(), ((Event.CartChanged) one(event)).cart().lines());
  }

  @Test
  void begin_checkout_is_the_checkout_and_before_it_the_cart() throws IOException {
    ObjectNode event = example("begin-checkout").put("l", "fr-CA");

    List<Event> both = read(event);

    Event.CartChanged cart = (Event.CartChanged) both.getFirst();
    Event.CheckoutBegun checkout = (Event.CheckoutBegun) both.getLast();
    assertEquals(new Cart("ga4", 1772442018000L, "EUR", List.of(TEA)), cart.cart());
    assertEquals("fr", cart.l());
    assertEquals("ga4", checkout.checkout().id());
    assertEquals(UUID.fromString(event.get("id").textValue()), checkout.id());
    assertNotEquals(checkout.id(), cart.id());
    assertEquals(7, cart.id().version());
    assertEquals(both, read(event));
  }

  @Test
  void begin_checkout_without_items_says_nothing_of_the_cart() throws IOException {
    ObjectNode event = example("begin-checkout");
    ecommerce(event).removeAll().put("cart_id", "c-1");

    assertEquals("c-1", ((Event.CheckoutBegun) one(event)).checkout().id());
  }

  @Test
  void purchase_is_an_order_of_what_ga4_counts_as_its_value() throws IOException {
    ObjectNode event = example("purchase");
    assertEquals(
        new Order("o-2026-0815", "ga4", "EUR", new BigDecimal("25"), List.of(TEA)),
        ((Event.OrderPlaced) one(event)).order());

    ecommerce(event).put("transaction_id", 815).remove("value");
    Order order = ((Event.OrderPlaced) one(event)).order();
    assertEquals("815", order.id());
    assertEquals(0, new BigDecimal(25).compareTo(order.total()));
  }

  @Test
  void a_difference_is_kept_as_what_happened_and_makes_no_cart() throws IOException {
    Event.Custom added = (Event.Custom) one(example("add-to-cart"));
    assertEquals("add_to_cart", added.custom().name());
    assertEquals(
        Map.of(
            "sku",
            "sencha-100",
            "name",
            "Sencha, 100 g",
            "quantity",
            2,
            "items",
            1,
            "price",
            new BigDecimal("12.5"),
            "currency",
            "EUR"),
        added.custom().properties());

    Event.Custom removed = (Event.Custom) one(example("remove-from-cart"));
    assertEquals("remove_from_cart", removed.custom().name());
    assertEquals(
        Map.of("sku", "cup", "name", "Cup", "quantity", 1, "items", 1),
        removed.custom().properties());
  }

  @Test
  void an_item_has_an_id_or_a_name_and_numbers_are_rounded() throws IOException {
    ObjectNode event = example("view-cart");
    ObjectNode item = (ObjectNode) ecommerce(event).at("/items/0");
    item.put("item_id", 4711).put("price", 29.990000000000002).put("quantity", 2.0);
    item.remove("item_name");
    assertEquals(new CartLine("4711", "4711", 2, new BigDecimal("29.99"), null, null), line(event));

    item.removeAll().put("item_name", "Cup").put("price", "0.00499").putNull("quantity");
    assertEquals(new CartLine("Cup", "Cup", 1, BigDecimal.ZERO, null, null), line(event));
  }

  private static CartLine line(ObjectNode event) throws IOException {
    return ((Event.CartChanged) one(event)).cart().lines().getFirst();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "view-item | {}                                   | items: expected at least one item",
        "view-item | {\"items\":[]}                       | items: expected at least one item",
        "view-item | {\"items\":[{}]}                     | items[0].item_id: expected an id here, or",
        "view-item | {\"items\":[{\"item_id\":\"<b>\"}]}  | items[0].item_name: expected a name in plain",
        "view-cart | {\"items\":[]}                       | currency: expected three capital letters",
        "view-cart | {\"currency\":\"EUR\",\"items\":[{\"item_id\":1}]} | items[0].price: expected a number",
        "view-cart | {\"currency\":\"eur\"}               | currency: expected three capital letters",
        "view-cart | {\"items\":[{\"item_id\":1,\"price\":\"12,50\"}]} | items[0].price: expected a number",
        "view-cart | {\"items\":[{\"item_id\":1,\"price\":\"1e9\"}]} | items[0].price: expected a number",
        "view-cart | {\"items\":[{\"item_id\":1,\"price\":-1}]} | items[0].price: expected an amount",
        "view-cart | {\"items\":[{\"item_id\":1,\"quantity\":0}]} | items[0].quantity: expected a whole",
        "view-cart | {\"items\":7}                        | items: expected a list of objects",
        "view-cart | {\"currency\":\"EUR\"}               | items: expected a list of objects",
        "purchase  | {\"transaction_id\":1,\"currency\":\"EUR\"} | value: expected a number",
        "purchase  | {\"currency\":\"EUR\"}               | transaction_id: expected a text of 1 to 64",
        "purchase  | {\"transaction_id\":\"1\"}           | currency: expected three capital letters"
      })
  void what_is_missing_or_wrong_is_named(String name, String ecommerce, String message)
      throws IOException {
    ObjectNode event = example(name);
    event.set("ecommerce", Json.MAPPER.readTree(ecommerce));

    Problem problem = assertThrows(Problem.class, () -> read(event));

    assertEquals(ProblemCode.BAD_EVENT, problem.code());
    assertTrue(
        String.valueOf(problem.getMessage()).startsWith("e[0].ecommerce." + message),
        problem.getMessage());
  }

  private static ObjectNode ecommerce(ObjectNode event) {
    return (ObjectNode) event.get("ecommerce");
  }

  private static Event one(ObjectNode event) {
    List<Event> events = read(event);
    assertEquals(1, events.size());
    return events.getFirst();
  }

  private static List<Event> read(ObjectNode event) {
    String batch = "{\"s\":\"x\",\"sent\":1772442020000,\"e\":[" + event + "]}";
    return EventParser.parse(batch.getBytes(StandardCharsets.UTF_8)).events();
  }

  private static ObjectNode example(String name) throws IOException {
    try (var in = Event.class.getResourceAsStream("examples/ga4-" + name + ".json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    }
  }
}
