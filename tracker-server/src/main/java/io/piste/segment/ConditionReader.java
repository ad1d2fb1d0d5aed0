package io.piste.segment;

import com.fasterxml.jackson.databind.JsonNode;
import io.piste.profile.ActKind;
import io.piste.profile.Stage;
import io.piste.segment.RuleMistake.Kind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one condition of a rule. */
final class ConditionReader {
  static final int LONGEST_PERIOD = 3_650;
  static final int FARTHEST = 36_500;
  static final int MOST_TIMES = 1_000_000;
  static final BigDecimal LARGEST = new BigDecimal("999999999999");

  private static final BigDecimal SMALLEST = LARGEST.negate();
  private static final BigDecimal LEAST_WEIGHT = new BigDecimal("0.0001");
  private static final int LONGEST_TAG = 60;
  private static final int LONGEST_NAME = 300;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_FIELD = 67;
  private static final int LARGEST_ID = Integer.MAX_VALUE;

  private static final String[] PERIOD = {"within_days", "from", "until"};

  private final RuleNode node;

  private ConditionReader(RuleNode node) {
    this.node = node;
  }

  /** The condition; empty when something about it is wrong, which is noted. */
  static Optional<Condition> read(RuleNode node) {
    ConditionReader reader = new ConditionReader(node);
    List<String> names =
        node.keys().stream()
            .filter(
                List.of(
                        "field", "tag", "score", "stage", "did", "orders", "cart", "mail",
                        "consent", "segment")
                    ::contains)
            .toList();
    if (names.size() != 1) {
      node.note(
          Kind.NO_CONDITION,
          "",
          "one of all, any, not, field, tag, score, stage, did, orders, cart, mail, consent,"
              + " segment");
      return Optional.empty();
    }
    return switch (names.getFirst()) {
      case "field" -> reader.field();
      case "tag" -> reader.tag();
      case "score" -> reader.score();
      case "stage" -> reader.stage();
      case "did" -> reader.did();
      case "orders" -> {
        node.only("orders");
        yield node.object("orders").flatMap(ConditionReader::orders);
      }
      case "cart" -> reader.cart();
      case "mail" -> reader.mail();
      case "consent" -> reader.consent();
      default -> reader.segment();
    };
  }

  private Optional<Condition> field() {
    Optional<String> field = node.text("field", LONGEST_FIELD);
    List<String> hows = node.keys().stream().filter(key -> !key.equals("field")).toList();
    Optional<Comparison> how = hows.size() == 1 ? Comparison.of(hows.getFirst()) : Optional.empty();
    if (how.isEmpty()) {
      node.note(Kind.MISSING, "", "one of " + words(Comparison.values(), Comparison::word));
      return Optional.empty();
    }
    String key = how.get().word();
    return switch (how.get()) {
      case KNOWN, UNKNOWN ->
          node.yes(key)
              .flatMap(yes -> field.map(name -> new Condition.Field(name, how.get(), null)));
      case IS, IS_NOT -> joined(field, how.get(), literal(key));
      case CONTAINS, STARTS ->
          joined(field, how.get(), node.text(key, LONGEST_TEXT).map(Value.Text::new));
      case AT_LEAST, AT_MOST ->
          joined(field, how.get(), node.number(key, SMALLEST, LARGEST).map(Value.Number::new));
      case BEFORE, AFTER -> joined(field, how.get(), moment(key));
    };
  }

  private static Optional<Condition> joined(
      Optional<String> field, Comparison how, Optional<? extends Value> value) {
    return field.flatMap(name -> value.map(each -> new Condition.Field(name, how, each)));
  }

  private Optional<? extends Value> literal(String key) {
    JsonNode value = node.get(key);
    if (value.isBoolean()) {
      return Optional.of(new Value.Flag(value.booleanValue()));
    }
    if (value.isNumber()) {
      return node.number(key, SMALLEST, LARGEST).map(Value.Number::new);
    }
    if (value.isTextual()) {
      return node.text(key, LONGEST_TEXT).map(Value.Text::new);
    }
    node.note(Kind.WRONG_VALUE, key, "a text, a number, true or false");
    return Optional.empty();
  }

  private Optional<? extends Value> moment(String key) {
    if (!node.get(key).isObject()) {
      return node.day(key).map(Value.Day::new);
    }
    return node.object(key)
        .flatMap(
            ago -> {
              ago.only("days_ago");
              return ago.whole("days_ago", -FARTHEST, FARTHEST).map(Value.DaysAgo::new);
            });
  }

  private Optional<Condition> tag() {
    node.only("tag", "at_least", "given");
    Optional<String> tag = node.text("tag", LONGEST_TAG);
    Optional<BigDecimal> atLeast =
        node.has("at_least") ? node.number("at_least", LEAST_WEIGHT, LARGEST) : Optional.empty();
    Optional<Boolean> given = node.has("given") ? node.yes("given") : Optional.empty();
    if (node.has("at_least") && node.has("given")) {
      node.note(Kind.UNKNOWN_KEY, "given", "at_least or given, not both");
    }
    return tag.map(name -> new Condition.Tag(name, atLeast.orElse(null), given.orElse(false)));
  }

  private Optional<Condition> score() {
    node.only("score", "at_least", "at_most");
    Optional<String> score = node.text("score", LONGEST_TAG);
    return bounds(node, SMALLEST, false)
        .flatMap(points -> score.map(name -> new Condition.Score(name, points)));
  }

  private Optional<Condition> stage() {
    node.only("stage");
    JsonNode list = node.get("stage");
    Set<Stage> stages = EnumSet.noneOf(Stage.class);
    for (JsonNode each : list) {
      if (each.isTextual()) {
        Stage.of(each.textValue()).ifPresent(stages::add);
      }
    }
    if (!list.isArray() || stages.isEmpty() || stages.size() != list.size()) {
      node.note(
          Kind.WRONG_VALUE,
          "stage",
          "a list of some of " + words(Stage.values(), Stage::word) + ", each once");
      return Optional.empty();
    }
    return Optional.of(new Condition.InStage(stages));
  }

  private Optional<Condition> did() {
    node.only("did", "name", "times", PERIOD[0], PERIOD[1], PERIOD[2]);
    Optional<ActKind> kind = node.word("did", ActKind::of, words(ActKind.values(), ActKind::word));
    @Nullable String name = node.has("name") ? node.text("name", LONGEST_NAME).orElse(null) : null;
    Optional<Bounds> times = times();
    Optional<Period> period = period(node);
    return kind.flatMap(
        act ->
            times.flatMap(
                bounds -> period.map(when -> new Condition.Did(act, name, bounds, when))));
  }

  private static Optional<Condition> orders(RuleNode orders) {
    orders.only("count", "total", "currency", PERIOD[0], PERIOD[1], PERIOD[2]);
    Optional<Bounds> count = within(orders, "count", BigDecimal.ZERO, true);
    Optional<Bounds> total =
        orders.has("total") ? within(orders, "total", SMALLEST, false) : Optional.empty();
    @Nullable String currency =
        orders.has("currency")
            ? orders
                .word("currency", ConditionReader::currency, List.of("the codes of ISO 4217"))
                .orElse(null)
            : null;
    return count.flatMap(
        bounds ->
            period(orders)
                .map(when -> new Condition.Orders(bounds, total.orElse(null), currency, when)));
  }

  private static Optional<String> currency(String text) {
    return text.matches("[A-Z]{3}") ? Optional.of(text) : Optional.empty();
  }

  private Optional<Condition> cart() {
    node.only("cart", PERIOD[0], PERIOD[1], PERIOD[2]);
    Optional<CartWord> state =
        node.word("cart", CartWord::of, words(CartWord.values(), CartWord::word));
    return period(node).flatMap(when -> state.map(each -> new Condition.Cart(each, when)));
  }

  private Optional<Condition> mail() {
    node.only("mail", "times", PERIOD[0], PERIOD[1], PERIOD[2]);
    Optional<MailWord> what =
        node.word("mail", MailWord::of, words(MailWord.values(), MailWord::word));
    Optional<Bounds> times = times();
    return period(node)
        .flatMap(
            when ->
                what.flatMap(each -> times.map(bounds -> new Condition.Mail(each, bounds, when))));
  }

  private Optional<Condition> consent() {
    node.only("consent");
    return node.word("consent", Allowed::of, words(Allowed.values(), Allowed::word))
        .map(Condition.Consent::new);
  }

  private Optional<Condition> segment() {
    node.only("segment");
    return node.whole("segment", 1, LARGEST_ID).map(Condition.Member::new);
  }

  private Optional<Bounds> times() {
    return within(node, "times", BigDecimal.ZERO, true);
  }

  private static Optional<Bounds> within(
      RuleNode node, String key, BigDecimal least, boolean whole) {
    if (!node.has(key)) {
      return Optional.of(Bounds.ONCE);
    }
    return node.object(key)
        .flatMap(
            bounds -> {
              bounds.only("at_least", "at_most", "exactly");
              if (bounds.has("exactly") && bounds.keys().size() == 1) {
                return end(bounds, "exactly", least, whole).map(n -> new Bounds(n, n));
              }
              return bounds(bounds, least, whole);
            });
  }

  private static Optional<Bounds> bounds(RuleNode node, BigDecimal least, boolean whole) {
    if (!node.has("at_least") && !node.has("at_most")) {
      node.note(Kind.MISSING, "", "at_least or at_most");
      return Optional.empty();
    }
    if (node.has("exactly")) {
      node.note(Kind.UNKNOWN_KEY, "exactly", "exactly alone, or at_least and at_most");
    }
    Optional<BigDecimal> atLeast =
        node.has("at_least") ? end(node, "at_least", least, whole) : Optional.empty();
    Optional<BigDecimal> atMost =
        node.has("at_most") ? end(node, "at_most", least, whole) : Optional.empty();
    return atLeast.isEmpty() && atMost.isEmpty()
        ? Optional.empty()
        : Optional.of(new Bounds(atLeast.orElse(null), atMost.orElse(null)));
  }

  private static Optional<BigDecimal> end(
      RuleNode node, String key, BigDecimal least, boolean whole) {
    return whole
        ? node.whole(key, 0, MOST_TIMES).map(BigDecimal::valueOf)
        : node.number(key, least, LARGEST);
  }

  private static Optional<Period> period(RuleNode node) {
    boolean between = node.has("from") || node.has("until");
    if (node.has("within_days")) {
      if (between) {
        node.note(Kind.UNKNOWN_KEY, "within_days", "within_days, or from and until, not both");
      }
      return node.whole("within_days", 1, LONGEST_PERIOD).map(Period.Within::new);
    }
    if (!between) {
      return Optional.of(Period.EVER);
    }
    @Nullable LocalDate from = node.has("from") ? node.day("from").orElse(null) : null;
    @Nullable LocalDate until = node.has("until") ? node.day("until").orElse(null) : null;
    return Optional.of(new Period.Between(from, until));
  }

  private static <T> List<String> words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).toList();
  }
}
