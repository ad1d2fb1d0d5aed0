package io.piste.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.base.Json;
import io.piste.protocol.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The examples of the documentation, and batches made of them. */
final class Examples {
  /** All that are events in our own words. */
  static final List<String> EVENTS =
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

  /** All that are events in the words of Google Analytics 4. */
  static final List<String> GA4 =
      List.of(
          "ga4-view-item",
          "ga4-add-to-cart",
          "ga4-remove-from-cart",
          "ga4-view-cart",
          "ga4-begin-checkout",
          "ga4-purchase");

  private Examples() {}

  /** A fresh copy. */
  static ObjectNode of(String name) {
    try (var in = Event.class.getResourceAsStream("examples/" + name + ".json")) {
      return (ObjectNode) Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A body with these events. */
  static String batch(JsonNode... events) {
    return batch(Json.MAPPER.createArrayNode().addAll(List.of(events)));
  }

  /** A body with a list of events. */
  static String batch(ArrayNode events) {
    return "{\"s\":\"x\",\"sent\":1772442020000,\"e\":" + events + "}";
  }

  /** The same with half a character, which UTF-8 does not have but JSON can name, for each HALF. */
  static String halved(JsonNode event) {
    return batch(event).replace("HALF", "\\ud83c");
  }

  /** What is read of a body. */
  static Batch parse(String body) {
    return EventParser.parse(body.getBytes(StandardCharsets.UTF_8));
  }

  /** What is read of one event. */
  static List<Event> read(JsonNode event) {
    return parse(batch(event)).events();
  }

  /** Puts a value where a JSON pointer leads to. */
  static void replace(JsonNode tree, String pointer, JsonNode value) {
    int slash = pointer.lastIndexOf('/');
    JsonNode parent = tree.at(pointer.substring(0, slash));
    String name = pointer.substring(slash + 1);
    if (parent instanceof ArrayNode list) {
      list.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) parent).set(name, value);
    }
  }
}
