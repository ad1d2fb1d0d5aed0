package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.Field;
import io.piste.console.SegmentChoices.FieldSort;
import io.piste.console.view.Formats;
import io.piste.console.view.RuleText;
import io.piste.console.view.Texts;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says a rule in plain words. Only a rule without mistakes can be said. */
final class SegmentRuleWords {
  private final SegmentChoices choices;
  private final Formats formats;
  private final Texts texts;

  SegmentRuleWords(SegmentChoices choices, Formats formats) {
    this.choices = choices;
    this.formats = formats;
    this.texts = formats.texts();
  }

  /** The words that it is made of. */
  Texts texts() {
    return texts;
  }

  /** The whole rule in one sentence, which begins with a large letter. */
  String sentence(Group rule) {
    String said = inner(rule);
    return said.isEmpty()
        ? texts.of("rule.words.nobody")
        : said.substring(0, 1).toUpperCase(texts.locale()) + said.substring(1);
  }

  /** The rule as a list within a list. */
  RuleText text(Group rule) {
    return new RuleText(
        texts.of("rule.words.join." + rule.join()),
        rule.parts().stream()
            .map(
                part ->
                    switch (part) {
                      case Line line -> new RuleText(line(line), List.of());
                      case Group group -> text(group);
                    })
            .toList());
  }

  private String inner(RuleNode node) {
    return switch (node) {
      case Line line -> line(line);
      case Group group -> {
        String between = group.join().equals(RuleNode.ALL) ? "rule.words.and" : "rule.words.or";
        String parts =
            group.parts().stream()
                .map(part -> part instanceof Group sub ? bracketed(sub) : inner(part))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" " + texts.of(between) + " "));
        yield group.join().equals(RuleNode.NONE) && !parts.isEmpty()
            ? texts.of("rule.words.not", parts)
            : parts;
      }
    };
  }

  private String bracketed(Group group) {
    String parts = inner(group);
    boolean plain = group.parts().size() < 2 || group.join().equals(RuleNode.NONE);
    return plain ? parts : "(" + parts + ")";
  }

  /** One condition: “visited /teas/* at least 3 times in the last 14 days”. */
  String line(Line typed) {
    Line line = RuleKinds.relevant(typed);
    String not = line.is(RuleKinds.NOT, RuleKinds.NOT) ? ".not" : "";
    return switch (RuleKinds.family(line.what())) {
      case RuleKinds.FIELD -> field(line);
      case RuleKinds.STAGE -> texts.of("rule.says.stage" + not, stages(line));
      case RuleKinds.TAG ->
          texts.of(
              "rule.says.tag." + line.get("mode") + not,
              line.get("tag"),
              line.is("mode", "at_least") ? number(line.get("weight")) : "");
      case RuleKinds.SCORE ->
          texts.of(
              "rule.says.score." + line.get("op"),
              choices.score(line.get("score")),
              number(line.get("points")));
      case RuleKinds.SEGMENT ->
          texts.of("rule.says.segment" + not, choices.segment(line.get("segment")));
      case RuleKinds.DID -> did(line);
      case RuleKinds.ORDERS -> orders(line);
      case RuleKinds.CART ->
          join(texts.of("rule.says.cart." + line.get("state") + not), period(line));
      case RuleKinds.MAIL -> done(line, "rule.says.mail." + line.get("state"), "");
      default -> texts.of("rule.says.consent." + line.get("consent") + not);
    };
  }

  private String stages(Line line) {
    return RuleKinds.STAGES.stream()
        .filter(stage -> line.is(stage, "on"))
        .map(stage -> texts.of("rule.stage." + stage))
        .collect(Collectors.joining(" " + texts.of("rule.words.or") + " "));
  }

  private String field(Line line) {
    Field field = choices.field(RuleKinds.tail(line.what()));
    String op = line.get("op");
    String key = "rule.says.field." + op;
    String label = field.name().startsWith("custom.") ? field.label() : inSentence(field.label());
    return switch (RuleKinds.fieldValue(op)) {
      case "" -> texts.of(key, label);
      case "day" -> texts.of(key, label, day(line.get("day")));
      case "days" -> texts.of(key, label, days(line));
      default -> texts.of(key, label, value(field, line.get("value")));
    };
  }

  /** Our own labels begin with a large letter, which they lose within a sentence. */
  private String inSentence(String label) {
    return label.substring(0, 1).toLowerCase(texts.locale()) + label.substring(1);
  }

  private String value(Field field, String value) {
    if (field.type() == FieldSort.NUMBER) {
      return number(value);
    }
    if (field.type() == FieldSort.YES_NO) {
      return texts.of("rule.value." + value);
    }
    return field.values().stream()
        .filter(choice -> choice.key().equals(value))
        .map(SegmentChoices.Named::name)
        .findFirst()
        .orElseGet(() -> texts.of("rule.words.quoted", value));
  }

  private String did(Line line) {
    String kind = RuleKinds.tail(line.what());
    String name = line.get("name");
    return done(line, "rule.says.did." + kind + (name.isEmpty() ? "" : ".named"), name);
  }

  /** Something done so often in a period. */
  private String done(Line line, String key, String name) {
    if (line.is("times", RuleKinds.NEVER) || isNone(line)) {
      String when = period(line);
      return when.isEmpty()
          ? texts.of(key + ".never", name)
          : join(texts.of(key + ".not", name), when);
    }
    return join(texts.of(key, name), times(line), period(line));
  }

  private static boolean isNone(Line line) {
    return !line.get("n").isEmpty() && Long.parseLong(line.get("n")) == 0;
  }

  private String times(Line line) {
    long times = Long.parseLong(line.get("n"));
    return times == 1 && line.is("times", "at_least")
        ? ""
        : texts.count("rule.says.times." + line.get("times"), times);
  }

  private String orders(Line line) {
    String total =
        line.get("total").isEmpty()
            ? ""
            : texts.of("rule.says.total." + line.get("total"), amount(line));
    String when = period(line);
    if (line.is("times", RuleKinds.NEVER) || isNone(line)) {
      return join(
          texts.of(when.isEmpty() ? "rule.says.orders.never" : "rule.says.orders.not"),
          total,
          when);
    }
    long count = Long.parseLong(line.get("n"));
    return join(texts.count("rule.says.orders." + line.get("times"), count), total, when);
  }

  private String amount(Line line) {
    String currency = line.get("currency");
    return number(line.get("amount")) + (currency.isEmpty() ? "" : "\u00a0" + currency);
  }

  private String period(Line line) {
    String from = line.get("from");
    String until = line.get("until");
    if (line.is("period", "within")) {
      return texts.count("rule.says.within", Long.parseLong(line.get("days")));
    }
    if (!from.isEmpty() && !until.isEmpty()) {
      return texts.of("rule.says.between", day(from), day(until));
    }
    if (!from.isEmpty()) {
      return texts.of("rule.says.from", day(from));
    }
    if (!until.isEmpty()) {
      return texts.of("rule.says.until", day(until));
    }
    return "";
  }

  private String days(Line line) {
    return texts.count("rule.says.days", Long.parseLong(line.get("days")));
  }

  private String day(String day) {
    return formats.date(LocalDate.parse(day));
  }

  private String number(String typed) {
    NumberFormat format = NumberFormat.getNumberInstance(texts.locale());
    format.setMaximumFractionDigits(3);
    return format.format(new BigDecimal(RuleJson.plain(typed)));
  }

  private static String join(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }
}
