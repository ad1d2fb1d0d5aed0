package io.piste.segment;

import io.piste.profile.ActKind;
import io.piste.profile.Stage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rules by a seed, about the things that {@link RandomPeople} have. */
final class RandomRules {
  private static final List<SegmentField> FIELDS =
      List.of(
          field("first_name", FieldType.TEXT),
          field("city", FieldType.TEXT),
          field("country", FieldType.TEXT),
          field("created", FieldType.TIME),
          field("last_interaction", FieldType.TIME),
          field("custom.note", FieldType.TEXT),
          field("custom.size", FieldType.NUMBER),
          field("custom.since", FieldType.DATE),
          field("custom.colour", FieldType.CHOICE),
          field("custom.vip", FieldType.YES_NO),
          field("custom.gone", FieldType.TEXT));

  private final Random random;
  private final List<Long> segments;

  /** May name some segments. */
  RandomRules(Random random, List<Long> segments) {
    this.random = random;
    this.segments = segments;
  }

  private static SegmentField field(String name, FieldType type) {
    return new SegmentField(name, type, null, List.of(), 0);
  }

  /** A rule with up to some dozen conditions. */
  Rule rule() {
    return rule(random.nextInt(4));
  }

  private Rule rule(int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return condition();
    }
    return switch (random.nextInt(5)) {
      case 0 -> new Rule.Not(rule(depth - 1));
      case 1, 2 -> new Rule.Any(parts(depth - 1));
      default -> new Rule.All(parts(depth - 1));
    };
  }

  private List<Rule> parts(int depth) {
    List<Rule> parts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      parts.add(rule(depth));
    }
    return parts;
  }

  Condition condition() {
    return switch (random.nextInt(12)) {
      case 0, 1 -> field();
      case 2 -> new Condition.Tag(one("tea", "Thé", "mugs", "none"), weight(), once(6));
      case 3 -> new Condition.Score(one("intent", "cold", "steady", "gone"), points());
      case 4 -> new Condition.InStage(stages());
      case 5, 6 ->
          new Condition.Did(
              any(List.of(ActKind.PAGE, ActKind.SEARCH, ActKind.EVENT, ActKind.ORDER)),
              once(2) ? null : one("/teas/*", "*e*", "/teas/1", "Green*", "a_b%", "O-*"),
              times(),
              period());
      case 7 ->
          new Condition.Orders(
              times(), once(2) ? null : amounts(), once(3) ? one("EUR", "CHF") : null, period());
      case 8 -> new Condition.Cart(any(List.of(CartWord.values())), period());
      case 9 -> new Condition.Mail(any(List.of(MailWord.values())), times(), period());
      case 10 -> new Condition.Consent(any(List.of(Allowed.values())));
      default -> segments.isEmpty() ? field() : new Condition.Member(any(segments));
    };
  }

  private Condition field() {
    SegmentField field = any(FIELDS);
    Comparison how = any(field.type().comparisons());
    Value value =
        switch (how) {
          case KNOWN, UNKNOWN -> null;
          default -> value(field.type(), how);
        };
    return new Condition.Field(field.name(), how, value);
  }

  private Value value(FieldType type, Comparison how) {
    return switch (type) {
      case TEXT, CHOICE ->
          new Value.Text(
              one("ada", "Éloïse", "é", "par", "FR", "red", "50%", "a_", "İstanbul", "!"));
      case NUMBER -> new Value.Number(new BigDecimal(one("38", "38.5", "0", "-1")));
      case YES_NO -> new Value.Flag(once(2));
      case DATE, TIME ->
          how == Comparison.IS
              ? new Value.Text(day().toString())
              : once(2) ? new Value.Day(day()) : new Value.DaysAgo(random.nextInt(60) - 5);
    };
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(RandomPeople.NOW, RandomPeople.ZONE);
  }

  private LocalDate day() {
    return today().minusDays(random.nextInt(60));
  }

  private Period period() {
    return switch (random.nextInt(4)) {
      case 0 -> Period.EVER;
      case 1 ->
          new Period.Between(
              once(3) ? null : day().minusDays(20), once(3) ? null : day().plusDays(5));
      default -> new Period.Within(1 + random.nextInt(50));
    };
  }

  private Bounds times() {
    return switch (random.nextInt(6)) {
      case 0 -> Bounds.exactly(random.nextInt(3));
      case 1 -> Bounds.atMost(random.nextInt(3));
      case 2 -> Bounds.atLeast(random.nextInt(4));
      case 3 -> new Bounds(BigDecimal.ONE, BigDecimal.valueOf(1 + random.nextInt(3)));
      default -> Bounds.ONCE;
    };
  }

  private Bounds amounts() {
    return once(2) ? Bounds.atLeast(random.nextInt(100)) : Bounds.atMost(random.nextInt(100));
  }

  private @Nullable BigDecimal weight() {
    return once(4) ? null : new BigDecimal(one("0.5", "1", "2", "2.5", "8"));
  }

  private Bounds points() {
    BigDecimal number = new BigDecimal(one("-20", "-5", "-2.5", "0", "2.5", "5", "10", "20"));
    return switch (random.nextInt(4)) {
      case 0 -> new Bounds(number, number.add(BigDecimal.TEN));
      case 1 -> new Bounds(null, number);
      default -> new Bounds(number, null);
    };
  }

  private Set<Stage> stages() {
    Set<Stage> stages = EnumSet.of(any(List.of(Stage.values())));
    stages.add(any(List.of(Stage.values())));
    return stages;
  }

  private boolean once(int in) {
    return random.nextInt(in) == 0;
  }

  private String one(String... of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
