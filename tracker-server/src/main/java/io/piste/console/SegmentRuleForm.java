package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.segment.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A rule in the fields of a form. Each part has a path: {@code r} is the outermost group, {@code
 * r-0} its first part. A field's name is the path of its part, a hyphen, and its key.
 */
final class SegmentRuleForm {
  /** The outermost group's path. */
  static final String ROOT = "r";

  /** So many conditions fit into one rule. */
  static final int MOST_LINES = Rule.MOST_CONDITIONS;

  /** So deep are groups offered within one another, the outermost one counted. */
  static final int MOST_DEPTH = 4;

  /** So deep may they be in a rule that was written elsewhere. */
  private static final int DEEPEST = 12;

  private final UnaryOperator<String> fields;
  private int lines;

  private SegmentRuleForm(UnaryOperator<String> fields) {
    this.fields = fields;
  }

  /**
   * Reads what was typed, whatever it is: parts of unknown kinds and those beyond the limits are
   * left out.
   *
   * @param fields answers a field by its name, empty when it is missing
   */
  static Group read(UnaryOperator<String> fields) {
    return new SegmentRuleForm(fields).group(ROOT, 1);
  }

  private Group group(String path, int depth) {
    String join = fields.apply(path + "-join");
    List<RuleNode> parts = new ArrayList<>();
    for (int i = 0; i < size(path); i++) {
      String part = path + "-" + i;
      String what = fields.apply(part + "-what");
      if (what.equals("group") && depth < DEEPEST) {
        parts.add(group(part, depth + 1));
      } else if (RuleKinds.isKnown(what) && ++lines <= 2 * MOST_LINES) {
        parts.add(line(part, what));
      }
    }
    return new Group(RuleNode.JOINS.contains(join) ? join : RuleNode.ALL, parts);
  }

  private int size(String path) {
    String size = fields.apply(path + "-size");
    return size.matches("\\d{1,3}") ? Integer.parseInt(size) : 0;
  }

  private Line line(String path, String what) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : RuleKinds.keys(what)) {
      values.put(key, fields.apply(path + "-" + key));
    }
    return new Line(what, values);
  }

  /** The fields that {@link #read} reads a rule from. */
  static Map<String, String> fields(Group rule) {
    Map<String, String> fields = new LinkedHashMap<>();
    write(ROOT, rule, fields);
    return fields;
  }

  private static void write(String path, RuleNode node, Map<String, String> fields) {
    switch (node) {
      case Group group -> {
        fields.put(path + "-what", "group");
        fields.put(path + "-join", group.join());
        fields.put(path + "-size", String.valueOf(group.parts().size()));
        for (int i = 0; i < group.parts().size(); i++) {
          write(path + "-" + i, group.parts().get(i), fields);
        }
      }
      case Line line -> {
        fields.put(path + "-what", line.what());
        line.values().forEach((key, value) -> fields.put(path + "-" + key, value));
      }
    }
  }
}
