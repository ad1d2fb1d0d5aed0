package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.Field;
import io.piste.console.SegmentChoices.FieldSort;
import io.piste.console.SegmentChoices.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Rules without mistakes, the same for the same seed. */
final class RandomRules {
  /** What they are about. */
  static final SegmentChoices CHOICES =
      new SegmentChoices(
          List.of(
              new Field("city", "City", FieldSort.TEXT, List.of()),
              new Field("country", "Country", FieldSort.CHOICE, List.of(new Named("FR", "France"))),
              new Field("created", "Date of creation", FieldSort.DATE, List.of()),
              new Field("custom.visits", "Visits", FieldSort.NUMBER, List.of()),
              new Field("custom.vip", "VIP", FieldSort.YES_NO, List.of())),
          List.of("green-tea"),
          List.of(new Named("Intent", "Intent")),
          List.of(new Named("12", "Tea lovers")),
          List.of("EUR"));

  private static final List<String> PLAIN =
      List.of("stage", "tag", "score", "segment", "orders", "cart", "mail", "consent");

  private final Random random;

  RandomRules(long seed) {
    random = new Random(seed);
  }

  /** A rule of at most so many levels. */
  Group rule(int deepest) {
    List<RuleNode> parts = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      parts.add(deepest > 1 && random.nextInt(3) == 0 ? rule(deepest - 1) : line());
    }
    return new Group(any(RuleNode.JOINS), parts);
  }

  /** A condition of any kind. */
  Line line() {
    Map<String, String> values = new TreeMap<>();
    return switch (random.nextInt(4)) {
      case 0 -> field(CHOICES.fields().get(random.nextInt(CHOICES.fields().size())), values);
      case 1 -> {
        String what = RuleKinds.DID + any(RuleKinds.DEEDS);
        if (RuleKinds.hasName(what) && random.nextBoolean()) {
          values.put("name", what.endsWith("page") ? "/teas/*" : "*sencha*");
        }
        often(values);
        yield new Line(what, period(values));
      }
      default -> plain(any(PLAIN), values);
    };
  }

  private Line field(Field field, Map<String, String> values) {
    String op = any(field.type().comparisons());
    values.put("op", op);
    String key = RuleKinds.fieldValue(op);
    String value =
        switch (field.type()) {
          case NUMBER -> any(List.of("10", "-2.5", "0"));
          case YES_NO -> any(List.of("yes", "no"));
          case CHOICE -> "FR";
          default -> "Lyon";
        };
    switch (key) {
      case "day" -> values.put("day", "2026-03-01");
      case "days" -> values.put("days", any(List.of("1", "90")));
      case "value" -> values.put("value", value);
      default -> {}
    }
    return new Line(RuleKinds.FIELD + field.name(), values);
  }

  private Line plain(String what, Map<String, String> values) {
    switch (what) {
      case "stage" -> {
        values.put(any(RuleKinds.STAGES), "on");
        values.put("loyalty", "on");
      }
      case "tag" -> {
        values.putAll(Map.of("tag", "green-tea", "mode", any(List.of("at_least", "any", "given"))));
        if ("at_least".equals(values.get("mode"))) {
          values.put("weight", "2.5");
        }
      }
      case "score" ->
          values.putAll(
              Map.of("score", "Intent", "op", any(List.of("at_least", "at_most")), "points", "-3"));
      case "segment" -> values.put("segment", "12");
      case "orders" -> {
        often(values);
        period(values);
        if (random.nextBoolean()) {
          values.putAll(Map.of("total", any(List.of("at_least", "at_most")), "amount", "49.9"));
          values.put("currency", any(List.of("", "EUR")));
        }
        return new Line(what, values);
      }
      case "cart" -> values.put("state", any(RuleKinds.CART_STATES));
      case "mail" -> {
        values.put("state", any(RuleKinds.MAIL_STATES));
        often(values);
        return new Line(what, period(values));
      }
      default -> values.put("consent", any(RuleKinds.CONSENTS));
    }
    if (what.equals("cart")) {
      period(values);
    }
    values.put(RuleKinds.NOT, what.equals("score") ? "" : any(List.of("", RuleKinds.NOT)));
    return new Line(what, values);
  }

  private void often(Map<String, String> values) {
    values.put("times", any(RuleKinds.TIMES));
    if (!values.get("times").equals(RuleKinds.NEVER)) {
      values.put("n", any(List.of("1", "3")));
    }
  }

  private Map<String, String> period(Map<String, String> values) {
    values.put("period", any(List.of("ever", "within", "between")));
    switch (values.get("period")) {
      case "within" -> values.put("days", any(List.of("1", "14")));
      case "between" -> {
        values.put("from", "2026-03-01");
        values.put("until", any(List.of("", "2026-03-31")));
      }
      default -> {}
    }
    return values;
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
