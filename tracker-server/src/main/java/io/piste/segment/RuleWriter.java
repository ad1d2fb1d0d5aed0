package io.piste.segment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.piste.profile.Stage;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Writes the JSON form of a rule, which {@link RuleReader} reads back. Stateless. */
public final class RuleWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RuleWriter() {}

  /** The JSON form, without spaces. */
  public static String write(Rule rule) {
    return tree(rule).toString();
  }

  /** The JSON form as a tree. */
  public static ObjectNode tree(Rule rule) {
    ObjectNode json = JSON.objectNode();
    switch (rule) {
      case Rule.All all -> json.set("all", list(all.parts()));
      case Rule.Any any -> json.set("any", list(any.parts()));
      case Rule.Not not -> json.set("not", tree(not.part()));
      case Condition.Field field -> field(json, field);
      case Condition.Tag tag -> tag(json, tag);
      case Condition.Score score -> ends(json.put("score", score.score()), score.points());
      case Condition.InStage in -> {
        ArrayNode stages = json.putArray("stage");
        in.stages().stream().sorted().map(Stage::word).forEach(stages::add);
      }
      case Condition.Did did -> did(json, did);
      case Condition.Orders orders -> orders(json.putObject("orders"), orders);
      case Condition.Cart cart -> period(json.put("cart", cart.state().word()), cart.period());
      case Condition.Mail mail -> {
        json.put("mail", mail.what().word());
        bounds(json, "times", mail.times());
        period(json, mail.period());
      }
      case Condition.Consent consent -> json.put("consent", consent.what().word());
      case Condition.Member member -> json.put("segment", member.segment());
    }
    return json;
  }

  private static ArrayNode list(Iterable<Rule> parts) {
    ArrayNode list = JSON.arrayNode();
    parts.forEach(part -> list.add(tree(part)));
    return list;
  }

  private static void field(ObjectNode json, Condition.Field field) {
    json.put("field", field.field());
    String key = field.how().word();
    switch (field.value()) {
      case null -> json.put(key, true);
      case Value.Text text -> json.put(key, text.text());
      case Value.Number number -> json.put(key, number.number());
      case Value.Flag flag -> json.put(key, flag.yes());
      case Value.Day day -> json.put(key, day.day().toString());
      case Value.DaysAgo ago -> json.putObject(key).put("days_ago", ago.days());
    }
  }

  private static void tag(ObjectNode json, Condition.Tag tag) {
    json.put("tag", tag.tag());
    if (tag.given()) {
      json.put("given", true);
    } else if (tag.atLeast() != null) {
      json.put("at_least", tag.atLeast());
    }
  }

  private static void did(ObjectNode json, Condition.Did did) {
    json.put("did", did.kind().word());
    if (did.name() != null) {
      json.put("name", did.name());
    }
    bounds(json, "times", did.times());
    period(json, did.period());
  }

  private static void orders(ObjectNode json, Condition.Orders orders) {
    bounds(json, "count", orders.count());
    if (orders.total() != null) {
      ends(json.putObject("total"), orders.total());
    }
    if (orders.currency() != null) {
      json.put("currency", orders.currency());
    }
    period(json, orders.period());
  }

  /** Once or more goes without saying. */
  private static void bounds(ObjectNode json, String key, Bounds bounds) {
    if (bounds.isExact()) {
      json.putObject(key).put("exactly", bounds.atLeast());
    } else if (!bounds.equals(Bounds.ONCE)) {
      ends(json.putObject(key), bounds);
    }
  }

  private static void ends(ObjectNode json, Bounds bounds) {
    put(json, "at_least", bounds.atLeast());
    put(json, "at_most", bounds.atMost());
  }

  private static void put(ObjectNode json, String key, @Nullable BigDecimal number) {
    if (number != null) {
      json.put(key, number);
    }
  }

  private static void period(ObjectNode json, Period period) {
    switch (period) {
      case Period.Within within -> json.put("within_days", within.days());
      case Period.Between between -> {
        if (between.from() != null) {
          json.put("from", between.from().toString());
        }
        if (between.until() != null) {
          json.put("until", between.until().toString());
        }
      }
      case Period.Ever ever -> {}
    }
  }
}
