package io.piste.console;

import io.piste.console.RuleNode.Line;
import io.piste.console.SegmentChoices.Field;
import io.piste.console.SegmentChoices.FieldSort;
import io.piste.console.SegmentChoices.Named;
import io.piste.console.view.RuleView.Choice;
import io.piste.console.view.RuleView.Control;
import io.piste.console.view.Texts;
import java.util.ArrayList;
import java.util.List;

/** What a condition is filled in with. For one condition; not thread-safe. */
final class RuleControls {
  private final SegmentChoices choices;
  private final Texts texts;
  private final String path;
  private final Line line;
  private final String wrong;
  private final List<Control> all = new ArrayList<>();

  /**
   * For one condition.
   *
   * @param wrong key of the value that is wrong; empty for none
   */
  RuleControls(SegmentChoices choices, Texts texts, String path, Line line, String wrong) {
    this.choices = choices;
    this.texts = texts;
    this.path = path;
    this.line = line;
    this.wrong = wrong;
  }

  /** In the order in which they are read. */
  List<Control> all() {
    switch (RuleKinds.family(line.what())) {
      case RuleKinds.FIELD -> field(choices.field(RuleKinds.tail(line.what())));
      case RuleKinds.STAGE -> {
        not("is");
        RuleKinds.STAGES.forEach(stage -> add(stage, "check").label("rule.stage." + stage).done());
      }
      case RuleKinds.TAG -> tag();
      case RuleKinds.SCORE -> score();
      case RuleKinds.SEGMENT -> {
        not("in");
        named("segment", choices.segments(), choices.segment(line.get("segment")));
      }
      case RuleKinds.DID -> did();
      case RuleKinds.ORDERS -> orders();
      case RuleKinds.CART -> {
        not("has");
        words("state", "rule.cart.", RuleKinds.CART_STATES);
        period();
      }
      case RuleKinds.MAIL -> {
        words("state", "rule.mail.", RuleKinds.MAIL_STATES);
        often("rule.times.unit");
        period();
      }
      default -> {
        not("allows");
        words("consent", "rule.consent.", RuleKinds.CONSENTS);
      }
    }
    return all;
  }

  private void field(Field field) {
    String ops = field.type() == FieldSort.DATE ? "rule.op.date." : "rule.op.";
    words("op", ops, field.type().comparisons());
    switch (field.type()) {
      case DATE -> {
        add("days", "number").after("rule.days.unit").shown("days").done();
        add("day", "date").shown("day").done();
      }
      case CHOICE -> choose(field.values());
      case YES_NO ->
          choose(
              List.of(
                  new Named("yes", texts.of("rule.value.yes")),
                  new Named("no", texts.of("rule.value.no"))));
      case NUMBER -> add("value", "number").shown("value").done();
      default -> add("value", "text").shown("value").done();
    }
  }

  private void choose(List<Named> values) {
    List<Choice> all = new ArrayList<>(List.of(new Choice("", texts.of("rule.choose"))));
    values.forEach(value -> all.add(new Choice(value.key(), value.name())));
    String value = line.get("value");
    add("value", "select").choices(withPresent(all, value, value)).shown("value").done();
  }

  private void tag() {
    not("has");
    add("tag", "text").list("known-tags").done();
    words("mode", "rule.tag.", List.of("at_least", "any", "given"));
    add("weight", "number").shown("weight").done();
  }

  private void score() {
    named("score", choices.scores(), choices.score(line.get("score")));
    words("op", "rule.op.", List.of("at_least", "at_most"));
    add("points", "number").after("rule.points.unit").done();
  }

  private void did() {
    if (RuleKinds.hasName(line.what())) {
      String kind = RuleKinds.tail(line.what());
      add("name", "text").label("rule.name." + kind).placed(kind).list("known-" + kind).done();
    }
    often("rule.times.unit");
    period();
  }

  private void orders() {
    often("rule.orders.unit");
    words("total", "rule.total.", List.of("", "at_least", "at_most"));
    add("amount", "number").shown("amount").done();
    List<Choice> currencies =
        new ArrayList<>(List.of(new Choice("", texts.of("rule.currency.any"))));
    choices.currencies().forEach(each -> currencies.add(new Choice(each, each)));
    add("currency", "select")
        .choices(withPresent(currencies, line.get("currency"), line.get("currency")))
        .shown("amount")
        .done();
    period();
  }

  private void often(String unit) {
    words("times", "rule.often.", RuleKinds.TIMES);
    add("n", "number").after(unit).shown("n").done();
  }

  private void period() {
    words("period", "rule.period.", List.of("within", "between", "ever"));
    add("days", "number").after("rule.days.unit").shown("within").done();
    add("from", "date").before("rule.from").shown("between").done();
    add("until", "date").before("rule.until").shown("between").done();
  }

  private void not(String verb) {
    add(RuleKinds.NOT, "select")
        .choices(
            List.of(
                new Choice("", texts.of("rule.verb." + verb)),
                new Choice(RuleKinds.NOT, texts.of("rule.verb." + verb + ".not"))))
        .done();
  }

  /** One of our own words. */
  private void words(String key, String prefix, List<String> words) {
    List<String> all = new ArrayList<>(words);
    if (!words.contains(line.get(key)) && texts.has(prefix + line.get(key))) {
      all.add(line.get(key));
    }
    add(key, "select")
        .choices(
            all.stream()
                .map(word -> new Choice(word, texts.of(prefix + (word.isEmpty() ? "none" : word))))
                .toList())
        .done();
  }

  /** One of the site's things; one that is gone can still be seen. */
  private void named(String key, List<Named> things, String chosen) {
    List<Choice> all = new ArrayList<>(List.of(new Choice("", texts.of("rule.choose"))));
    things.forEach(thing -> all.add(new Choice(thing.key(), thing.name())));
    add(key, "select").choices(withPresent(all, line.get(key), chosen)).done();
  }

  /** With what is chosen, though it may be gone. */
  private static List<Choice> withPresent(List<Choice> all, String word, String label) {
    List<Choice> more = new ArrayList<>(all);
    if (all.stream().noneMatch(choice -> choice.word().equals(word))) {
      more.add(new Choice(word, label));
    }
    return more;
  }

  private Draft add(String key, String type) {
    return new Draft(key, type);
  }

  /** A control that is being described. */
  private final class Draft {
    private final String key;
    private final String type;
    private String label;
    private List<Choice> options = List.of();
    private String before = "";
    private String after = "";
    private String shown = "";
    private String list = "";
    private String placeholder = "";

    Draft(String key, String type) {
      this.key = key;
      this.type = type;
      this.label = "rule.label." + key;
    }

    Draft label(String textKey) {
      label = textKey;
      return this;
    }

    Draft choices(List<Choice> all) {
      options = all;
      return this;
    }

    Draft before(String textKey) {
      before = texts.of(textKey);
      return this;
    }

    Draft after(String textKey) {
      after = texts.of(textKey);
      return this;
    }

    Draft shown(String when) {
      shown = when;
      return this;
    }

    Draft placed(String kind) {
      placeholder = texts.of("rule.place." + kind);
      return this;
    }

    Draft list(String id) {
      list = id;
      return this;
    }

    void done() {
      all.add(
          new Control(
              path + "-" + key,
              key,
              type,
              texts.of(label),
              line.get(key),
              options,
              before,
              after,
              shown,
              list,
              placeholder,
              key.equals(wrong)));
    }
  }
}
