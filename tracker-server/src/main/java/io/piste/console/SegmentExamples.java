package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.view.SegmentsView.Example;
import io.piste.console.view.Texts;
import io.piste.segment.RuleReader;
import io.piste.segment.Segment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Segments that most shops want, made by one click. */
final class SegmentExamples {
  private static final Map<String, Group> ALL = all();

  private SegmentExamples() {}

  private static Map<String, Group> all() {
    Map<String, Group> all = new LinkedHashMap<>();
    Line never = line("orders", "times", "never", "period", "ever");
    all.put(
        "warm",
        new Group(
            RuleNode.ALL,
            List.of(
                new Group(
                    RuleNode.ANY,
                    List.of(often("did:product", "3", "14"), often("did:page", "5", "14"))),
                never)));
    all.put(
        "cart",
        new Group(
            RuleNode.ALL,
            List.of(
                line("cart", "state", "abandoned", "period", "within", "days", "7"),
                line("consent", "consent", "marketing"))));
    all.put(
        "quiet",
        new Group(
            RuleNode.ALL,
            List.of(
                line("orders", "times", "at_least", "n", "1", "period", "ever"),
                line("field:last_interaction", "op", "older", "days", "90"))));
    return all;
  }

  private static Line often(String what, String times, String days) {
    return line(what, "times", "at_least", "n", times, "period", "within", "days", days);
  }

  private static Line line(String what, String... values) {
    Map<String, String> all = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i += 2) {
      all.put(values[i], values[i + 1]);
    }
    return new Line(what, all);
  }

  /** The rule of a key; empty when there is none. */
  static Optional<Group> rule(String key) {
    return Optional.ofNullable(ALL.get(key));
  }

  /** All of them, each with whether one of the segments is just that. */
  static List<Example> shown(
      List<Segment> segments, SegmentRuleWords words, SegmentChoices choices) {
    Texts texts = words.texts();
    return ALL.entrySet().stream()
        .map(
            example ->
                new Example(
                    example.getKey(),
                    name(example.getKey(), texts),
                    texts.of("segments.example." + example.getKey() + ".text"),
                    words.sentence(example.getValue()),
                    isThere(example.getValue(), segments, choices)))
        .toList();
  }

  private static boolean isThere(Group rule, List<Segment> segments, SegmentChoices choices) {
    var read = RuleReader.read(new RuleJson(choices).write(rule).toString()).rule();
    return segments.stream().anyMatch(segment -> read != null && read.equals(segment.rule()));
  }

  /** What it is called. */
  static String name(String key, Texts texts) {
    return texts.of("segments.example." + key + ".title");
  }
}
