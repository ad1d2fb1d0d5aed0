package io.piste.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.FieldSort;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes a rule as it is stored. Only a rule without mistakes can be written; {@link RuleForms}
 * reads it back to the same form.
 */
final class RuleJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final SegmentChoices choices;

  RuleJson(SegmentChoices choices) {
    this.choices = choices;
  }

  /** The JSON of a part. */
  ObjectNode write(RuleNode node) {
    return switch (node) {
      case Line line -> line(RuleKinds.relevant(line));
      case Group group -> group(group);
    };
  }

  private ObjectNode group(Group group) {
    ArrayNode parts = JSON.arrayNode();
    group.parts().forEach(part -> parts.add(write(part)));
    return group.join().equals(RuleNode.NONE)
        ? not(object(RuleNode.ANY, parts))
        : object(group.join(), parts);
  }

  private ObjectNode line(Line line) {
    return switch (RuleKinds.family(line.what())) {
      case RuleKinds.FIELD -> field(line);
      case RuleKinds.STAGE -> maybeNot(line, stages(line));
      case RuleKinds.TAG -> maybeNot(line, tag(line));
      case RuleKinds.SCORE ->
          object("score", text(line, "score")).set(line.get("op"), number(line.get("points")));
      case RuleKinds.SEGMENT -> maybeNot(line, object("segment", number(line.get("segment"))));
      case RuleKinds.DID -> did(line);
      case RuleKinds.ORDERS -> orders(line);
      case RuleKinds.CART -> maybeNot(line, period(line, object("cart", text(line, "state"))));
      case RuleKinds.MAIL -> mail(line);
      default -> maybeNot(line, object("consent", text(line, "consent")));
    };
  }

  private ObjectNode field(Line line) {
    String name = RuleKinds.tail(line.what());
    ObjectNode json = object("field", TextNode.valueOf(name));
    FieldSort type = choices.field(name).type();
    return switch (line.get("op")) {
      case "known", "unknown" -> json.set(line.get("op"), BooleanNode.TRUE);
      case "newer" -> json.set("after", daysAgo(line.get("days")));
      case "older" -> json.set("before", daysAgo(line.get("days")));
      case "sooner" -> json.set("before", daysAgo("-" + line.get("days")));
      case "later" -> json.set("after", daysAgo("-" + line.get("days")));
      case "on" -> json.set("is", text(line, "day"));
      case "before", "after" -> json.set(line.get("op"), text(line, "day"));
      case "not_contains" -> not(json.set("contains", value(line, type)));
      case "not_starts" -> not(json.set("starts", value(line, type)));
      default -> json.set(line.get("op"), value(line, type));
    };
  }

  private static JsonNode value(Line line, FieldSort type) {
    return switch (type) {
      case NUMBER -> number(line.get("value"));
      case YES_NO -> BooleanNode.valueOf(line.is("value", "yes"));
      default -> text(line, "value");
    };
  }

  private static ObjectNode daysAgo(String days) {
    return object("days_ago", number(days));
  }

  private static ObjectNode stages(Line line) {
    ArrayNode stages = JSON.arrayNode();
    RuleKinds.STAGES.stream().filter(stage -> line.is(stage, "on")).forEach(stages::add);
    return object("stage", stages);
  }

  private static ObjectNode tag(Line line) {
    ObjectNode json = object("tag", text(line, "tag"));
    return switch (line.get("mode")) {
      case "given" -> json.set("given", BooleanNode.TRUE);
      case "at_least" -> json.set("at_least", number(line.get("weight")));
      default -> json;
    };
  }

  private static ObjectNode did(Line line) {
    ObjectNode json = object("did", TextNode.valueOf(RuleKinds.tail(line.what())));
    if (!line.get("name").isEmpty() && RuleKinds.hasName(line.what())) {
      json.set("name", text(line, "name"));
    }
    return oftenEnough(line, json, "times");
  }

  private static ObjectNode mail(Line line) {
    return oftenEnough(line, object("mail", text(line, "state")), "times");
  }

  private static ObjectNode orders(Line line) {
    ObjectNode asked = JSON.objectNode();
    if (!line.get("total").isEmpty()) {
      asked.set("total", object(line.get("total"), number(line.get("amount"))));
    }
    if (!line.get("currency").isEmpty()) {
      asked.set("currency", text(line, "currency"));
    }
    boolean never = line.is("times", RuleKinds.NEVER);
    if (!never) {
      asked.set("count", object(line.get("times"), number(line.get("n"))));
    }
    ObjectNode json = object("orders", period(line, asked));
    return never ? not(json) : json;
  }

  private static ObjectNode oftenEnough(Line line, ObjectNode json, String key) {
    boolean never = line.is("times", RuleKinds.NEVER);
    if (!never) {
      json.set(key, object(line.get("times"), number(line.get("n"))));
    }
    period(line, json);
    return never ? not(json) : json;
  }

  private static ObjectNode period(Line line, ObjectNode json) {
    if (!line.get("days").isEmpty()) {
      json.set("within_days", number(line.get("days")));
    }
    for (String key : List.of("from", "until")) {
      if (!line.get(key).isEmpty()) {
        json.set(key, text(line, key));
      }
    }
    return json;
  }

  private static ObjectNode maybeNot(Line line, ObjectNode json) {
    return line.is(RuleKinds.NOT, RuleKinds.NOT) ? not(json) : json;
  }

  private static ObjectNode not(JsonNode json) {
    return object("not", json);
  }

  private static ObjectNode object(String key, JsonNode value) {
    return JSON.objectNode().set(key, value);
  }

  private static TextNode text(Line line, String key) {
    return TextNode.valueOf(line.get(key));
  }

  /** A number as it was typed; people write a comma or a point. */
  static JsonNode number(String typed) {
    BigDecimal number = new BigDecimal(plain(typed));
    return number.scale() <= 0 && number.precision() < 18
        ? JSON.numberNode(number.longValueExact())
        : DecimalNode.valueOf(number);
  }

  /** Without spaces, with a point. */
  static String plain(String typed) {
    return typed.replaceAll("[\\s\\u00a0\\u202f]", "").replace(',', '.');
  }
}
