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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventParserTest {
  private static final List<String> EXAMPLES =
      List.of(
          "page",
          "product",
          "cart",
          "checkout",
          "order",
          "identify-typed",
          "identify-token",
          "engage",
          "click",
          "form",
          "search",
          "notfound",
          "custom",
          "logout");

  @Test
  void the_examples_of_the_documentation_are_read() throws IOException {
    for (String name : EXAMPLES) {
      JsonNode example = example(name);

      Event event = parse(batch(example)).events().getFirst();

      assertEquals(Json.MAPPER.treeToValue(example, Event.class), event);
    }
    Batch batch = parse(example("batch").toString());
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
        "identify-typed | /identify/marketing | \"yes\"          | e[0].identify.marketing: expected true",
        "engage   | /engage/visible    | 86400001              | e[0].engage.visible: expected a whole",
        "engage   | /engage/depth      | 101                   | e[0].engage.depth: expected a whole",
        "click    | /click/kind        | \"inbound\"           | e[0].click.kind: expected outbound or download",
        "click    | /click/to          | \"javascript:x\"      | e[0].click.to: expected an http or https",
        "click    | /click/to          | \"http://u@h/\"       | e[0].click.to: expected an http or https",
        "form     | /form/fields       | {\"email\":\"a@b.c\"} | e[0].form.fields: expected a list of names",
        "form     | /form/fields/1     | {\"name\":\"email\"}  | e[0].form.fields[1]: expected a text",
        "form     | /form/id           | 7                     | e[0].form.id: expected a text",
        "search   | /search/term       | \" \"                 | e[0].search.term: expected a text that",
        "search   | /search/term       | \"<b>\"               | e[0].search.term: expected something in plain",
        "search   | /search/results    | -1                    | e[0].search.results: expected a whole",
        "notfound | /r                 | []                    | e[0].r: expected a text",
        "custom   | /custom/name       | null                  | e[0].custom.name: expected a text",
        "custom   | /custom/properties | []                    | e[0].custom.properties: expected an object",
        "custom   | /custom/properties/minutes | {}            | e[0].custom.properties.minutes: expected a text,",
        "custom   | /custom/properties/minutes | 1e16          | e[0].custom.properties.minutes: expected a number from",
        "logout   | /at                | null                  | e[0].at: expected a whole number"
      })
  void what_is_wrong_is_named_by_its_path(
      String example, String pointer, String value, String message) throws IOException {
    JsonNode event = example(example);
    replace(event, pointer, Json.MAPPER.readTree(value));

    Problem problem = assertThrows(Problem.class, () -> parse(batch(event)));

    assertEquals(ProblemCode.BAD_EVENT, problem.code());
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }

  @Test
  void limits_of_lists_and_texts_hold() throws IOException {
    assertRefused("e: expected at least one event", "{\"s\":\"x\",\"sent\":1,\"e\":[]}");
    ArrayNode many = Json.MAPPER.createArrayNode();
    for (int i = 0; i < 51; i++) {
      many.add(example("page"));
    }
    assertRefused("e: expected at most 50", batch("x", many));

    JsonNode cart = example("cart");
    ArrayNode lines = (ArrayNode) cart.at("/cart/lines");
    while (lines.size() <= 100) {
      lines.add(lines.get(1).deepCopy());
    }
    assertRefused("e[0].cart.lines: expected at most 100", batch(cart));

    JsonNode product = example("product");
    replace(product, "/product/name", Json.MAPPER.valueToTree("n".repeat(201)));
    assertRefused("e[0].product.name: expected 1 to 200 characters, it has 201", batch(product));
  }

  @Test
  void a_long_title_is_cut_and_odd_spaces_become_one() throws IOException {
    JsonNode page = example("page");
    replace(page, "/ti", Json.MAPPER.valueToTree("\n a\t\u00a0b " + "x".repeat(400)));

    Event.Page read = (Event.Page) parse(batch(page)).events().getFirst();

    assertEquals(300, String.valueOf(read.ti()).length());
    assertTrue(String.valueOf(read.ti()).startsWith("a "), read.ti());
  }

  @Test
  void what_is_no_object_is_no_json() {
    for (String body :
        List.of("", " ", "null", "[]", "7", "{", "{}{}", "{\"a\":NaN}", "{'a':1}", "\u0000")) {
      Problem problem = assertThrows(Problem.class, () -> parse(body), body);
      assertEquals(ProblemCode.BAD_JSON, problem.code(), body);
    }
    String deep = "{\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
    assertEquals(ProblemCode.BAD_JSON, assertThrows(Problem.class, () -> parse(deep)).code());
  }

  @Test
  void a_link_that_was_followed_loses_what_may_name_a_person() throws IOException {
    JsonNode click = example("click");
    replace(
        click,
        "/click/to",
        Json.MAPPER.valueToTree("HTTPS://Other.example:443/a?utm_source=x&mail=jo@example.com#me"));

    Event.Clicked read = (Event.Clicked) parse(batch(click)).events().getFirst();

    assertEquals("https://other.example/a", read.click().to());
  }

  @Test
  void a_search_is_cut_and_made_plain() throws IOException {
    JsonNode search = example("search");
    replace(
        search,
        "/search/term",
        Json.MAPPER.valueToTree(
            " green\n<b>tea</b> at http://evil.example/x HALF " + "x".repeat(500)));

    Event.Searched read = (Event.Searched) parse(halved(search)).events().getFirst();

    String term = read.search().term();
    assertTrue(term.startsWith("green tea at xxx"), term);
    assertTrue(term.length() <= 200, term);
  }

  @Test
  void properties_are_plain_and_bounded() throws IOException {
    ObjectNode custom = (ObjectNode) example("custom");
    ObjectNode properties = (ObjectNode) custom.at("/custom/properties");
    properties.removeAll();
    properties.put("text", "<i>Sencha</i>").put("empty", "").put("yes", true).putNull("none");
    properties.put("float", 0.30000000000000004).put("whole", 7L).put("long", 5_000_000_000L);
    properties.set("tiny", Json.MAPPER.readTree("-1e-999999999"));

    Event.Custom read = (Event.Custom) parse(batch(custom)).events().getFirst();

    assertEquals(
        Map.of(
            "text",
            "Sencha",
            "empty",
            "",
            "yes",
            true,
            "float",
            new BigDecimal("0.3"),
            "whole",
            7,
            "long",
            5_000_000_000L,
            "tiny",
            0),
        read.custom().properties());
    for (int i = 0; i < 30; i++) {
      properties.put("p" + i, i);
    }
    assertRefused(
        "e[0].custom.properties: expected at most 30 properties, it has 38", batch(custom));
    properties.removeAll().put("n".repeat(101), 1);
    assertRefused("e[0].custom.properties.nnn", batch(custom));
  }

  @Test
  void whole_numbers_may_be_written_with_a_point() throws IOException {
    JsonNode cart = example("cart");
    replace(cart, "/cart/lines/0/quantity", Json.MAPPER.readTree("2.0"));

    Event.CartChanged read = (Event.CartChanged) parse(batch(cart)).events().getFirst();

    assertEquals(2, read.cart().lines().getFirst().quantity());
  }

  @Test
  void half_a_character_is_left_out_of_lines_and_refused_elsewhere() throws IOException {
    JsonNode page = example("page");
    replace(page, "/ti", Json.MAPPER.valueToTree("Tea HALF"));
    assertEquals("Tea", ((Event.Page) parse(halved(page)).events().getFirst()).ti());

    JsonNode cart = example("cart");
    replace(cart, "/cart/id", Json.MAPPER.valueToTree("cHALF"));
    assertRefused("e[0].cart.id: expected a text of whole characters", halved(cart));
  }

  /** UTF-8 has no half characters, but JSON can name them. */
  private static String halved(JsonNode event) {
    return batch(event).replace("HALF", "\\ud83c");
  }

  @Test
  void the_type_may_stand_anywhere_and_what_another_type_has_is_ignored() throws IOException {
    for (String name : EXAMPLES) {
      ObjectNode example = (ObjectNode) example(name);
      ObjectNode last = Json.MAPPER.createObjectNode();
      last.putObject("page").putArray("t").add(7);
      last.setAll((ObjectNode) example.deepCopy().without("t"));
      last.set("t", example.get("t"));

      Event event = parse(batch(last)).events().getFirst();

      assertEquals(Json.MAPPER.treeToValue(example, Event.class), event);
    }
    ObjectNode page = (ObjectNode) example("page");
    page.put("cart", 7);
    assertEquals(1, parse(batch(page)).events().size());
  }

  @Test
  void what_is_wrong_behind_a_late_type_is_named_too() throws IOException {
    ObjectNode order = (ObjectNode) example("order");
    order.set("t", order.remove("t"));
    ((ObjectNode) order.at("/order/lines/1")).put("price", "8");

    assertRefused("e[0].order.lines[1].price: expected a number", batch(order));
  }

  @Test
  void random_input_meets_a_problem_or_is_read_and_nothing_else_happens() throws IOException {
    Random random = new Random(20260302);
    ArrayNode all = Json.MAPPER.createArrayNode();
    for (String name : EXAMPLES) {
      all.add(example(name));
    }
    String whole = batch("x", all);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      String body = i % 2 == 0 ? scratched(whole, random) : bent(all.deepCopy(), random);
      try {
        parse(body);
        read++;
      } catch (Problem problem) {
        assertTrue(
            problem.code() == ProblemCode.BAD_JSON || problem.code() == ProblemCode.BAD_EVENT);
      }
    }
    assertTrue(read > 100, "only " + read + " were read: the input is too wild to tell anything");
  }

  /** The text with a few characters changed, doubled or lost. */
  private static String scratched(String text, Random random) {
    StringBuilder scratched = new StringBuilder(text);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int at = random.nextInt(scratched.length());
      switch (random.nextInt(3)) {
        case 0 -> scratched.setCharAt(at, (char) random.nextInt(0x250));
        case 1 -> scratched.deleteCharAt(at);
        default -> scratched.insert(at, "\"{}[],:0e-\\u\ud800".charAt(random.nextInt(13)));
      }
    }
    return scratched.toString();
  }

  /** The events with one value anywhere replaced by one that nobody expects. */
  private static String bent(ArrayNode events, Random random) throws IOException {
    List<ObjectNode> objects = new ArrayList<>();
    collect(events, objects);
    ObjectNode object = objects.get(random.nextInt(objects.size()));
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String[] odd = {
      "null",
      "\"\"",
      "[]",
      "{}",
      "true",
      "-0",
      "1e999999999",
      "1e-999999999",
      "0.1",
      "[[{}]]",
      "99999999999999999999999",
      "\"\\ud800\"",
      "\"\\u202e\"",
      "\"<<b>i>\"",
      "\"http://[\""
    };
    String value = odd[random.nextInt(odd.length)];
    object.set(names.get(random.nextInt(names.size())), Json.MAPPER.readTree(value));
    return batch("x", events);
  }

  private static void collect(JsonNode node, List<ObjectNode> objects) {
    if (node instanceof ObjectNode object) {
      objects.add(object);
    }
    node.forEach(child -> collect(child, objects));
  }

  private static void assertRefused(String message, String body) {
    Problem problem = assertThrows(Problem.class, () -> parse(body));
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }

  private static Batch parse(String body) {
    return EventParser.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String batch(JsonNode event) {
    return batch("x", Json.MAPPER.createArrayNode().add(event));
  }

  private static String batch(String site, ArrayNode events) {
    return "{\"s\":\"" + site + "\",\"sent\":1772442010000,\"e\":" + events + "}";
  }

  private static void replace(JsonNode tree, String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) parent).set(name, value);
    }
  }

  private static JsonNode example(String name) throws IOException {
    try (var in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return Json.MAPPER.readTree(in);
    }
  }
}
