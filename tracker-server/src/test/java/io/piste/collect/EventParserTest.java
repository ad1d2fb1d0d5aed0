package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventParserTest {

  @Test
  void the_examples_of_the_documentation_are_read() throws IOException {
    for (String name : Examples.EVENTS) {
      JsonNode example = Examples.of(name);

      Event event = Examples.parse(Examples.batch(example)).events().getFirst();

      assertEquals(Json.MAPPER.treeToValue(example, Event.class), event);
    }
    Batch batch = Examples.parse(Examples.of("batch").toString());
    assertEquals("uQ3_b8wZk1Xa", batch.site());
    assertEquals("k3JX1vZcTQ-9mBq0h7sYdA", batch.consent());
    assertNull(batch.token());
    assertEquals(2, batch.events().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "page     | /id                | \"7\"                   | e[0].id: expected a UUID",
        "page     | /t                 | \"wink\"                | e[0].t: expected page, product",
        "page     | /at                | 1.5                     | e[0].at: expected a whole number",
        "page     | /at                | -1                      | e[0].at: expected a whole number",
        "page     | /u                 | null                    | e[0].u: expected a text",
        "page     | /ti                | 7                       | e[0].ti: expected a text",
        "page     | /ti                | \"a\\u0007b\"           | e[0].ti: expected a text without",
        "product  | /product           | []                      | e[0].product: expected an object",
        "product  | /product/name      | \"<b></b>\"             | e[0].product.name: expected a name",
        "product  | /product/sku       | \"\"                    | e[0].product.sku: expected 1 to 100",
        "cart     | /cart/id           | 4711                    | e[0].cart.id: expected a text",
        "cart     | /cart/seq          | \"1\"                   | e[0].cart.seq: expected a whole",
        "cart     | /cart/currency     | \"eur\"                 | e[0].cart.currency: expected three",
        "cart     | /cart/lines        | {}                      | e[0].cart.lines: expected a list",
        "cart     | /cart/lines/1      | 7                       | e[0].cart.lines[1]: expected an object",
        "cart     | /cart/lines/1/price| \"8\"                   | e[0].cart.lines[1].price: expected a number",
        "cart     | /cart/lines/1/price| -0.01                   | e[0].cart.lines[1].price: expected an amount",
        "cart     | /cart/lines/1/price| 0.001                   | e[0].cart.lines[1].price: expected an amount",
        "cart     | /cart/lines/1/price| 1e99999                 | e[0].cart.lines[1].price: expected an amount",
        "cart     | /cart/lines/1/price| 1e-99999                | e[0].cart.lines[1].price: expected an amount",
        "cart     | /cart/lines/0/quantity | 0                   | e[0].cart.lines[0].quantity: expected",
        "cart     | /cart/lines/0/quantity | -3                  | e[0].cart.lines[0].quantity: expected",
        "cart     | /cart/lines/0/quantity | 2.5                 | e[0].cart.lines[0].quantity: expected",
        "cart     | /cart/lines/0/quantity | 10000               | e[0].cart.lines[0].quantity: expected",
        "cart     | /cart/lines/0/price| 999999999.99            | e[0].cart.lines: expected lines of",
        "order    | /order/total       | true                    | e[0].order.total: expected a number",
        "identify-typed | /identify/email | \"jo@\"              | e[0].identify.email: expected an e-mail",
        "identify-typed | /identify/token | \"x\"                | e[0].identify.email: expected either",
        "identify-typed | /identify/marketing | \"yes\"          | e[0].identify.marketing: expected true"
      })
  void what_is_wrong_is_named_by_its_path(
      String example, String pointer, String value, String message) throws IOException {
    JsonNode event = Examples.of(example);
    Examples.replace(event, pointer, Json.MAPPER.readTree(value));

    Problem problem = assertThrows(Problem.class, () -> Examples.parse(Examples.batch(event)));

    assertEquals(ProblemCode.BAD_EVENT, problem.code());
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }

  @Test
  void limits_of_lists_and_texts_hold() throws IOException {
    assertRefused("e: expected at least one event", "{\"s\":\"x\",\"sent\":1,\"e\":[]}");
    ArrayNode many = Json.MAPPER.createArrayNode();
    for (int i = 0; i < 51; i++) {
      many.add(Examples.of("page"));
    }
    assertRefused("e: expected at most 50", Examples.batch(many));

    JsonNode cart = Examples.of("cart");
    ArrayNode lines = (ArrayNode) cart.at("/cart/lines");
    while (lines.size() <= 100) {
      lines.add(lines.get(1).deepCopy());
    }
    assertRefused("e[0].cart.lines: expected at most 100", Examples.batch(cart));

    JsonNode product = Examples.of("product");
    Examples.replace(product, "/product/name", Json.MAPPER.valueToTree("n".repeat(201)));
    assertRefused(
        "e[0].product.name: expected 1 to 200 characters, it has 201", Examples.batch(product));
  }

  @Test
  void a_long_title_is_cut_and_odd_spaces_become_one() throws IOException {
    JsonNode page = Examples.of("page");
    Examples.replace(page, "/ti", Json.MAPPER.valueToTree("\n a\t\u00a0b " + "x".repeat(400)));

    Event.Page read = (Event.Page) Examples.parse(Examples.batch(page)).events().getFirst();

    assertEquals(300, String.valueOf(read.ti()).length());
    assertTrue(String.valueOf(read.ti()).startsWith("a "), read.ti());
  }

  @Test
  void what_is_no_object_is_no_json() {
    for (String body :
        List.of("", " ", "null", "[]", "7", "{", "{}{}", "{\"a\":NaN}", "{'a':1}", "\u0000")) {
      Problem problem = assertThrows(Problem.class, () -> Examples.parse(body), body);
      assertEquals(ProblemCode.BAD_JSON, problem.code(), body);
    }
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertEquals(
        ProblemCode.BAD_JSON, assertThrows(Problem.class, () -> Examples.parse(deep)).code());
  }

  @Test
  void whole_numbers_may_be_written_with_a_point() throws IOException {
    JsonNode cart = Examples.of("cart");
    Examples.replace(cart, "/cart/lines/0/quantity", Json.MAPPER.readTree("2.0"));

    Event.CartChanged read =
        (Event.CartChanged) Examples.parse(Examples.batch(cart)).events().getFirst();

    assertEquals(2, read.cart().lines().getFirst().quantity());
  }

  @Test
  void half_a_character_is_left_out_of_lines_and_refused_elsewhere() throws IOException {
    JsonNode page = Examples.of("page");
    Examples.replace(page, "/ti", Json.MAPPER.valueToTree("Tea HALF"));
    assertEquals(
        "Tea", ((Event.Page) Examples.parse(Examples.halved(page)).events().getFirst()).ti());

    JsonNode cart = Examples.of("cart");
    Examples.replace(cart, "/cart/id", Json.MAPPER.valueToTree("cHALF"));
    assertRefused("e[0].cart.id: expected a text of whole characters", Examples.halved(cart));
  }

  @Test
  void the_type_may_stand_anywhere_and_what_another_type_has_is_ignored() throws IOException {
    for (String name : Examples.EVENTS) {
      ObjectNode example = Examples.of(name);
      ObjectNode last = Json.MAPPER.createObjectNode();
      last.putObject("page").putArray("t").add(7);
      last.setAll((ObjectNode) example.deepCopy().without("t"));
      last.set("t", example.get("t"));

      Event event = Examples.parse(Examples.batch(last)).events().getFirst();

      assertEquals(Json.MAPPER.treeToValue(example, Event.class), event);
    }
    ObjectNode page = Examples.of("page");
    page.put("cart", 7);
    assertEquals(1, Examples.parse(Examples.batch(page)).events().size());
  }

  @Test
  void what_is_wrong_behind_a_late_type_is_named_too() throws IOException {
    ObjectNode order = Examples.of("order");
    order.set("t", order.remove("t"));
    ((ObjectNode) order.at("/order/lines/1")).put("price", "8");

    assertRefused("e[0].order.lines[1].price: expected a number", Examples.batch(order));
  }

  private static void assertRefused(String message, String body) {
    Problem problem = assertThrows(Problem.class, () -> Examples.parse(body));
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }
}
