package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.Field;
import io.piste.console.SegmentChoices.FieldSort;
import io.piste.console.view.Texts;
import io.piste.segment.Rule;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is wrong with a rule that was typed: at most one mistake for each part, with what to do. */
final class RuleMistakes {
  /** The longest time that a condition can look back, in days. */
  static final int MOST_DAYS = 3650;

  private static final int MOST_TIMES = 1_000_000;
  private static final int LONGEST = 300;
  private static final int LONGEST_TEXT = 500;
  private static final int LONGEST_TAG = 60;
  private static final int FARTHEST = 36_500;

  /**
   * A mistake.
   *
   * @param key of the value that is wrong; empty when it is not one value
   */
  record Mistake(String key, String text) {}

  private final SegmentChoices choices;
  private final Texts texts;
  private final Map<String, Mistake> found = new LinkedHashMap<>();

  private RuleMistakes(SegmentChoices choices, Texts texts) {
    this.choices = choices;
    this.texts = texts;
  }

  /** By the path of the part, in the order of the form; empty when all is well. */
  static Map<String, Mistake> of(Group rule, SegmentChoices choices, Texts texts) {
    RuleMistakes mistakes = new RuleMistakes(choices, texts);
    mistakes.look(SegmentRuleForm.ROOT, rule);
    int lines = RuleNode.lines(rule);
    if (lines > Rule.MOST_CONDITIONS) {
      mistakes.whole("rule.mistake.many", Rule.MOST_CONDITIONS);
    } else if (depth(rule) > Rule.DEEPEST) {
      mistakes.whole("rule.mistake.deep");
    }
    return mistakes.found;
  }

  private void whole(String key, Object... values) {
    found.putIfAbsent(SegmentRuleForm.ROOT, new Mistake("", texts.of(key, values)));
  }

  /** How deep it is as it is stored: a negation is a level of its own. */
  private static int depth(RuleNode node) {
    return switch (node) {
      case Line line ->
          line.is("times", RuleKinds.NEVER)
                  || line.is(RuleKinds.NOT, RuleKinds.NOT)
                  || line.get("op").startsWith("not_")
              ? 2
              : 1;
      case Group group ->
          (group.join().equals(RuleNode.NONE) ? 2 : 1)
              + group.parts().stream().mapToInt(RuleMistakes::depth).max().orElse(0);
    };
  }

  private void look(String path, RuleNode node) {
    switch (node) {
      case Line line ->
          mistake(RuleKinds.relevant(line)).ifPresent(mistake -> found.put(path, mistake));
      case Group group -> {
        if (group.parts().isEmpty()) {
          found.put(
              path,
              new Mistake(
                  "",
                  texts.of(
                      path.equals(SegmentRuleForm.ROOT)
                          ? "rule.mistake.none"
                          : "rule.mistake.empty")));
        }
        for (int i = 0; i < group.parts().size(); i++) {
          look(path + "-" + i, group.parts().get(i));
        }
      }
    }
  }

  private Optional<Mistake> mistake(Line line) {
    return switch (RuleKinds.family(line.what())) {
      case RuleKinds.FIELD -> field(line, choices.field(RuleKinds.tail(line.what())));
      case RuleKinds.STAGE ->
          mistake(
              RuleKinds.STAGES.stream().noneMatch(stage -> line.is(stage, "on")),
              "loyalty",
              "stage");
      case RuleKinds.TAG ->
          mistake(line.get("tag").isEmpty() || line.get("tag").length() > LONGEST_TAG, "tag", "tag")
              .or(() -> mistake(isWrong(line, "weight", true), "weight", "weight"));
      case RuleKinds.SCORE ->
          mistake(line.get("score").isEmpty(), "score", "score")
              .or(() -> mistake(!isNumber(line.get("points")), "points", "number"));
      case RuleKinds.SEGMENT ->
          mistake(!line.get("segment").matches("\\d{1,18}"), "segment", "segment");
      case RuleKinds.DID, RuleKinds.MAIL -> often(line).or(() -> period(line));
      case RuleKinds.ORDERS -> often(line).or(() -> total(line)).or(() -> period(line));
      case RuleKinds.CART ->
          mistake(!RuleKinds.CART_STATES.contains(line.get("state")), "state", "choose")
              .or(() -> period(line));
      default -> mistake(!RuleKinds.CONSENTS.contains(line.get("consent")), "consent", "choose");
    };
  }

  private Optional<Mistake> field(Line line, Field field) {
    if (!choices.hasField(field.name())) {
      return Optional.of(new Mistake("", texts.of("rule.mistake.field", field.name())));
    }
    String op = line.get("op");
    if (!isComparison(field.type(), op)) {
      return Optional.of(new Mistake("op", texts.of("rule.mistake.choose")));
    }
    String key = RuleKinds.fieldValue(op);
    return switch (key) {
      case "" -> Optional.empty();
      case "day" -> mistake(!isDay(line.get("day")), "day", "day");
      case "days" -> days(line, 0, FARTHEST);
      default -> value(line, field.type());
    };
  }

  /** A rule that was written elsewhere may compare a choice as the text that it is. */
  private static boolean isComparison(FieldSort type, String op) {
    return type.comparisons().contains(op)
        || (type == FieldSort.CHOICE && FieldSort.TEXT.comparisons().contains(op));
  }

  private Optional<Mistake> value(Line line, FieldSort type) {
    String value = line.get("value");
    return switch (type) {
      case NUMBER -> mistake(!isNumber(value), "value", "number");
      case CHOICE, YES_NO -> mistake(value.isEmpty(), "value", "choose");
      default ->
          value.length() > LONGEST_TEXT
              ? Optional.of(new Mistake("value", texts.of("rule.mistake.long", LONGEST_TEXT)))
              : mistake(value.isEmpty(), "value", "text");
    };
  }

  private Optional<Mistake> often(Line line) {
    if (line.get("name").length() > LONGEST) {
      return Optional.of(new Mistake("name", texts.of("rule.mistake.long", LONGEST)));
    }
    if (line.what().equals(RuleKinds.DID + "page") && !isPath(line.get("name"))) {
      return Optional.of(new Mistake("name", texts.of("rule.mistake.path")));
    }
    if (!RuleKinds.TIMES.contains(line.get("times"))) {
      return Optional.of(new Mistake("times", texts.of("rule.mistake.choose")));
    }
    int least = line.is("times", "at_least") ? 1 : 0;
    return line.is("times", RuleKinds.NEVER) || isWhole(line.get("n"), least, MOST_TIMES)
        ? Optional.empty()
        : Optional.of(new Mistake("n", texts.of("rule.mistake.times", least)));
  }

  private Optional<Mistake> total(Line line) {
    return mistake(
        !line.get("total").isEmpty() && isWrong(line, "amount", false), "amount", "amount");
  }

  private Optional<Mistake> period(Line line) {
    return switch (line.get("period")) {
      case "within" -> days(line, 1, MOST_DAYS);
      case "between" -> between(line);
      default -> Optional.empty();
    };
  }

  private Optional<Mistake> days(Line line, int least, int most) {
    return isWhole(line.get("days"), least, most)
        ? Optional.empty()
        : Optional.of(new Mistake("days", texts.of("rule.mistake.days", least, most)));
  }

  private Optional<Mistake> between(Line line) {
    String from = line.get("from");
    String until = line.get("until");
    if ((!from.isEmpty() && !isDay(from)) || (from.isEmpty() && until.isEmpty())) {
      return Optional.of(new Mistake("from", texts.of("rule.mistake.between")));
    }
    if (!until.isEmpty() && !isDay(until)) {
      return Optional.of(new Mistake("until", texts.of("rule.mistake.day")));
    }
    return mistake(
        !from.isEmpty() && !until.isEmpty() && from.compareTo(until) > 0, "until", "order");
  }

  private Optional<Mistake> mistake(boolean wrong, String key, String text) {
    return wrong
        ? Optional.of(new Mistake(key, texts.of("rule.mistake." + text)))
        : Optional.empty();
  }

  /** Whether a value that is asked for is no number, or less than it may be. */
  private static boolean isWrong(Line line, String key, boolean aboveZero) {
    if (key.equals("weight") && !line.is("mode", "at_least")) {
      return false;
    }
    if (!isNumber(line.get(key))) {
      return true;
    }
    int sign = new BigDecimal(RuleJson.plain(line.get(key))).signum();
    return aboveZero ? sign <= 0 : sign < 0;
  }

  private static boolean isPath(String typed) {
    return typed.isEmpty() || typed.startsWith("/") || typed.startsWith("*");
  }

  private static boolean isNumber(String typed) {
    return RuleJson.plain(typed).matches("-?\\d{1,12}(\\.\\d{1,6})?");
  }

  private static boolean isWhole(String typed, int least, int most) {
    if (!typed.matches("\\d{1,7}")) {
      return false;
    }
    int number = Integer.parseInt(typed);
    return number >= least && number <= most;
  }

  private static boolean isDay(String typed) {
    try {
      return typed.length() == 10 && LocalDate.parse(typed).getYear() >= 1900;
    } catch (DateTimeException e) {
      return false;
    }
  }
}
