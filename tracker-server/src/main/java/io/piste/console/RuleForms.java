package io.piste.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.FieldSort;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a stored rule into the form. A rule that was written elsewhere, by the API perhaps, may be
 * built otherwise than the form builds it: what it means stays the same.
 */
final class RuleForms {
  private final SegmentChoices choices;

  /** For a site: how a value is typed depends on its fields. */
  RuleForms(SegmentChoices choices) {
    this.choices = choices;
  }

  /** The form of a stored rule; its outermost part is a group always. */
  Group read(JsonNode json) {
    RuleNode node = node(json);
    return node instanceof Group group ? group : new Group(RuleNode.ALL, List.of(node));
  }

  private RuleNode node(JsonNode json) {
    if (json.has("all") || json.has("any")) {
      String join = json.has("all") ? RuleNode.ALL : RuleNode.ANY;
      return new Group(join, parts(json.path(join)));
    }
    if (!json.has("not")) {
      List<JsonNode> halves = halves(json);
      return halves.size() == 1
          ? line(json)
          : new Group(RuleNode.ALL, halves.stream().map(this::node).toList());
    }
    JsonNode inner = json.path("not");
    if (inner.has("any")) {
      return new Group(RuleNode.NONE, parts(inner.path("any")));
    }
    RuleNode node = node(inner);
    Optional<Line> negated =
        node instanceof Line line && !inner.has("not") ? negated(line) : Optional.empty();
    return negated.isPresent() ? negated.get() : new Group(RuleNode.NONE, List.of(node));
  }

  /**
   * A condition with two ends, such as 2 to 5 times, as two conditions with one each: the form has
   * one.
   */
  private static List<JsonNode> halves(JsonNode json) {
    List<JsonNode> all = new ArrayList<>(List.of(json));
    List<String> ways = List.of("", "/times", "/orders/count", "/orders/total");
    for (String way : ways) {
      for (JsonNode each : List.copyOf(all)) {
        if (each.at(way).has("at_least") && each.at(way).has("at_most")) {
          all.set(all.indexOf(each), without(each, way, "at_most"));
          all.add(without(each, way, "at_least"));
        }
      }
    }
    return all;
  }

  private static JsonNode without(JsonNode json, String way, String key) {
    JsonNode copy = json.deepCopy();
    if (copy.at(way) instanceof ObjectNode ends) {
      ends.remove(key);
    }
    return copy;
  }

  private List<RuleNode> parts(JsonNode json) {
    List<RuleNode> parts = new ArrayList<>();
    json.forEach(part -> parts.add(node(part)));
    return parts;
  }

  /** The line that says the opposite; empty where the form has no word for it. */
  private static Optional<Line> negated(Line line) {
    return switch (RuleKinds.family(line.what())) {
      case RuleKinds.SCORE -> Optional.empty();
      case RuleKinds.FIELD ->
          line.is("op", "contains") || line.is("op", "starts")
              ? Optional.of(line.with("op", "not_" + line.get("op")))
              : Optional.empty();
      case RuleKinds.DID, RuleKinds.MAIL, RuleKinds.ORDERS ->
          line.is("times", "at_least") && line.is("n", "1")
              ? Optional.of(line.with("times", RuleKinds.NEVER).with("n", ""))
              : Optional.empty();
      default -> Optional.of(line.with(RuleKinds.NOT, RuleKinds.NOT));
    };
  }

  private Line line(JsonNode json) {
    Map<String, String> values = new LinkedHashMap<>();
    String what = "";
    if (json.has("field")) {
      what = RuleKinds.FIELD + json.path("field").asText();
      field(json, values);
    } else if (json.has("tag")) {
      what = RuleKinds.TAG;
      values.put("tag", json.path("tag").asText());
      if (!compared(json, List.of("at_least"), "mode", values, "weight")) {
        values.put("mode", json.has("given") ? "given" : "any");
      }
    } else if (json.has("score")) {
      what = RuleKinds.SCORE;
      values.put("score", json.path("score").asText());
      compared(json, List.of("at_least", "at_most"), "op", values, "points");
    } else if (json.has("stage")) {
      what = RuleKinds.STAGE;
      json.path("stage").forEach(stage -> values.put(stage.asText(), "on"));
    } else if (json.has("did")) {
      what = RuleKinds.DID + json.path("did").asText();
      values.put("name", json.path("name").asText());
      often(json.path("times"), values);
      period(json, values);
    } else {
      what = rest(json, values);
    }
    return new Line(what, values);
  }

  private static String rest(JsonNode json, Map<String, String> values) {
    if (json.has("orders")) {
      JsonNode asked = json.path("orders");
      often(asked.path("count"), values);
      compared(asked.path("total"), List.of("at_least", "at_most"), "total", values, "amount");
      values.put("currency", asked.path("currency").asText());
      period(asked, values);
      return RuleKinds.ORDERS;
    }
    if (json.has("cart")) {
      values.put("state", json.path("cart").asText());
      period(json, values);
      return RuleKinds.CART;
    }
    if (json.has("mail")) {
      values.put("state", json.path("mail").asText());
      often(json.path("times"), values);
      period(json, values);
      return RuleKinds.MAIL;
    }
    if (json.has("segment")) {
      values.put("segment", json.path("segment").asText());
      return RuleKinds.SEGMENT;
    }
    values.put("consent", json.path("consent").asText());
    return RuleKinds.CONSENT;
  }

  private void field(JsonNode json, Map<String, String> values) {
    json.fieldNames()
        .forEachRemaining(
            op -> {
              if (!op.equals("field")) {
                compare(
                    op, json.path(op), values, choices.field(json.path("field").asText()).type());
              }
            });
  }

  private static void compare(
      String op, JsonNode with, Map<String, String> values, FieldSort type) {
    if (with.has("days_ago")) {
      long days = with.path("days_ago").asLong();
      boolean after = op.equals("after");
      values.put("op", days < 0 ? (after ? "later" : "sooner") : (after ? "newer" : "older"));
      values.put("days", String.valueOf(Math.abs(days)));
      return;
    }
    String typed = type == FieldSort.DATE && op.equals("is") ? "on" : op;
    values.put("op", typed);
    String key = RuleKinds.fieldValue(typed);
    if (!key.isEmpty()) {
      values.put(key, with.isBoolean() ? (with.asBoolean() ? "yes" : "no") : text(with));
    }
  }

  private static void often(JsonNode times, Map<String, String> values) {
    if (!compared(times, List.of("at_least", "at_most", "exactly"), "times", values, "n")) {
      values.put("times", "at_least");
      values.put("n", "1");
    }
  }

  private static void period(JsonNode json, Map<String, String> values) {
    values.put("days", text(json.path("within_days")));
    values.put("from", json.path("from").asText());
    values.put("until", json.path("until").asText());
    if (json.has("within_days")) {
      values.put("period", "within");
    } else {
      values.put("period", json.has("from") || json.has("until") ? "between" : "ever");
    }
  }

  /** Reads the first comparison that is there into two keys; whether there was one. */
  private static boolean compared(
      JsonNode json, List<String> ops, String op, Map<String, String> values, String value) {
    for (String each : ops) {
      if (json.has(each)) {
        values.put(op, each);
        values.put(value, text(json.path(each)));
        return true;
      }
    }
    return false;
  }

  private static String text(JsonNode json) {
    return json.isNumber() ? json.decimalValue().toPlainString() : json.asText();
  }
}
