package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.RuleTree.Changed;
import io.piste.console.view.RuleView.Control;
import io.piste.console.view.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What the buttons of a rule do. */
final class RuleActs {
  /**
   * What became of the rule.
   *
   * @param focus id of what gets the focus; empty for nothing
   * @param told what was done, for those who cannot see it
   */
  record Acted(Group rule, String focus, String told) {}

  private final SegmentChoices choices;
  private final Texts texts;

  RuleActs(SegmentChoices choices, Texts texts) {
    this.choices = choices;
    this.texts = texts;
  }

  /**
   * Does what a button says.
   *
   * @param what the act, a colon, and the path of a part: {@code up:r-0-1}; or {@code new:} and a
   *     kind of condition
   * @param fields of the form
   */
  Acted act(Group rule, String what, UnaryOperator<String> fields) {
    String[] parts = what.split(":", 2);
    if (parts[0].equals("new")) {
      return add(rule, List.of(), parts[parts.length - 1]);
    }
    Optional<List<Integer>> path = parts.length < 2 ? Optional.empty() : RuleTree.path(parts[1]);
    if (path.isEmpty() || parts[0].equals("count")) {
      return new Acted(rule, "", "");
    }
    if (parts[0].equals("add")) {
      return add(rule, path.get(), fields.apply(parts[1] + "-add"));
    }
    RuleTree tree = new RuleTree(rule);
    String before = called(rule, path.get());
    Changed changed =
        switch (parts[0]) {
          case "group" -> tree.add(path.get(), new Group(otherJoin(rule, path.get()), List.of()));
          case "remove" -> tree.remove(path.get());
          case "copy" -> tree.copy(path.get());
          case "wrap" -> tree.wrap(path.get());
          case "unwrap" -> tree.unwrap(path.get());
          case "up" -> tree.up(path.get());
          case "down" -> tree.down(path.get());
          default -> new Changed(rule, path.get(), false);
        };
    return told(parts[0], changed, before);
  }

  private Acted add(Group rule, List<Integer> path, String what) {
    String chooser = RuleTree.name(path) + "-add";
    if (!RuleKinds.isKnown(what)) {
      return new Acted(rule, chooser, texts.of("rule.told.choose"));
    }
    Changed changed = new RuleTree(rule).add(path, RuleKinds.fresh(what, choices));
    return changed.done()
        ? new Acted(
            changed.rule(),
            focus(changed.rule(), changed.at()),
            texts.of("rule.told.add", called(changed.rule(), changed.at())))
        : new Acted(rule, chooser, texts.of("rule.told.nothing"));
  }

  private Acted told(String act, Changed changed, String before) {
    Group rule = changed.rule();
    if (!changed.done()) {
      return new Acted(rule, focus(rule, changed.at()), texts.of("rule.told.nothing"));
    }
    String now = called(rule, changed.at());
    return switch (act) {
      case "remove" ->
          new Acted(
              rule, RuleTree.name(changed.at()) + "-add", texts.of("rule.told.remove", before));
      case "unwrap" -> new Acted(rule, focus(rule, changed.at()), texts.of("rule.told.unwrap"));
      case "group" ->
          new Acted(rule, RuleTree.name(changed.at()) + "-join", texts.of("rule.told.group", now));
      case "copy" -> new Acted(rule, focus(rule, changed.at()), texts.of("rule.told.copy", now));
      case "wrap" ->
          new Acted(
              rule,
              RuleTree.name(RuleTree.parent(changed.at())) + "-join",
              texts.of("rule.told.wrap", now));
      default -> new Acted(rule, focus(rule, changed.at()), texts.of("rule.told.move", now));
    };
  }

  private static String otherJoin(Group rule, List<Integer> path) {
    boolean all =
        new RuleTree(rule).at(path).orElse(rule) instanceof Group group
            && group.join().equals(RuleNode.ALL);
    return all ? RuleNode.ANY : RuleNode.ALL;
  }

  /** The first thing to fill in of a part. */
  private String focus(Group rule, List<Integer> path) {
    String name = RuleTree.name(path);
    RuleNode node = new RuleTree(rule).at(path).orElse(rule);
    return switch (node) {
      case Group group -> name + "-join";
      case Line line ->
          new RuleControls(choices, texts, name, line, "")
              .all().stream().findFirst().map(Control::id).orElse("");
    };
  }

  /** What a part is called: “1.2 Visited a page”. */
  private String called(Group rule, List<Integer> path) {
    StringBuilder number = new StringBuilder();
    for (int index : path) {
      number.append(number.isEmpty() ? "" : ".").append(index + 1);
    }
    RuleNode node = new RuleTree(rule).at(path).orElse(rule);
    return switch (node) {
      case Line line ->
          texts.of("rule.line.called", number, new RuleViews(choices, texts).label(line.what()));
      case Group group ->
          path.isEmpty() ? texts.of("rule.group.whole") : texts.of("rule.group.called", number);
    };
  }
}
