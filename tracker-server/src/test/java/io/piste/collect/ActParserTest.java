package io.piste.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.protocol.Event;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
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
    JsonNode event = Examples.of(example);
    Examples.replace(event, pointer, Json.MAPPER.readTree(value));

    Problem problem = assertThrows(Problem.class, () -> Examples.read(event));

    assertEquals(ProblemCode.BAD_EVENT, problem.code());
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }

  @Test
  void a_link_that_was_followed_loses_what_may_name_a_person() {
    JsonNode click = Examples.of("click");
    Examples.replace(
        click,
        "/click/to",
        Json.MAPPER.valueToTree("HTTPS://Other.example:443/a?utm_source=x&mail=jo@example.com#me"));

    Event.Clicked read = (Event.Clicked) Examples.read(click).getFirst();

    assertEquals("https://other.example/a", read.click().to());
  }

  @Test
  void a_search_is_cut_and_made_plain() {
    JsonNode search = Examples.of("search");
    Examples.replace(
        search,
        "/search/term",
        Json.MAPPER.valueToTree(
            " green\n<b>tea</b> at http://evil.example/x HALF " + "x".repeat(500)));

    Event.Searched read =
        (Event.Searched) Examples.parse(Examples.halved(search)).events().getFirst();

    String term = read.search().term();
    assertTrue(term.startsWith("green tea at xxx"), term);
    assertTrue(term.length() <= 200, term);
  }

  @Test
  void properties_are_plain_and_bounded() throws IOException {
    ObjectNode custom = Examples.of("custom");
    ObjectNode properties = (ObjectNode) custom.at("/custom/properties");
    properties.removeAll();
    properties.put("text", "<i>Sencha</i>").put("empty", "").put("yes", true).putNull("none");
    properties.put("float", 0.30000000000000004).put("whole", 7L).put("long", 5_000_000_000L);
    properties.set("tiny", Json.MAPPER.readTree("-1e-999999999"));

    Event.Custom read = (Event.Custom) Examples.read(custom).getFirst();

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
    assertRefused("e[0].custom.properties: expected at most 30 properties, it has 38", custom);
    properties.removeAll().put("n".repeat(101), 1);
    assertRefused("e[0].custom.properties.nnn", custom);
  }

  private static void assertRefused(String message, JsonNode event) {
    Problem problem = assertThrows(Problem.class, () -> Examples.read(event));
    assertTrue(String.valueOf(problem.getMessage()).startsWith(message), problem.getMessage());
  }
}
