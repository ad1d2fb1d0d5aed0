package io.piste.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A part of a segment's rule as the form has it: a group, or a line with what was typed. */
sealed interface RuleNode {
  /** All of the parts hold. */
  String ALL = "all";

  /** At least one holds. */
  String ANY = "any";

  /** None holds. */
  String NONE = "none";

  /** How the parts of a group may be joined. */
  List<String> JOINS = List.of(ALL, ANY, NONE);

  /**
   * Conditions that belong together.
   *
   * @param join one of {@link #JOINS}
   */
  record Group(String join, List<RuleNode> parts) implements RuleNode {
    public Group {
      parts = List.copyOf(parts);
    }

    /** The same with another part in place of one. */
    Group with(int at, RuleNode part) {
      List<RuleNode> changed = new ArrayList<>(parts);
      changed.set(at, part);
      return new Group(join, changed);
    }

    /** The same with one more part. */
    Group plus(int at, RuleNode part) {
      List<RuleNode> changed = new ArrayList<>(parts);
      changed.add(at, part);
      return new Group(join, changed);
    }

    /** The same without a part. */
    Group minus(int at) {
      List<RuleNode> changed = new ArrayList<>(parts);
      changed.remove(at);
      return new Group(join, changed);
    }
  }

  /**
   * One condition.
   *
   * @param what its kind, one that {@link RuleKinds} knows
   * @param values by key, as typed; empty ones are left out
   */
  record Line(String what, Map<String, String> values) implements RuleNode {
    public Line {
      Map<String, String> kept = new TreeMap<>(values);
      kept.values().removeIf(String::isEmpty);
      values = Map.copyOf(kept);
    }

    /** What was typed, empty for nothing. */
    String get(String key) {
      return values.getOrDefault(key, "");
    }

    /** Whether just this was chosen. */
    boolean is(String key, String value) {
      return get(key).equals(value);
    }

    /** The same with another value. */
    Line with(String key, String value) {
      Map<String, String> changed = new TreeMap<>(values);
      changed.put(key, value);
      return new Line(what, changed);
    }
  }

  /** How many conditions are in it. */
  static int lines(RuleNode node) {
    return switch (node) {
      case Line line -> 1;
      case Group group -> group.parts().stream().mapToInt(RuleNode::lines).sum();
    };
  }

  /** How many groups are within one another, this one counted; 0 for a line. */
  static int depth(RuleNode node) {
    return switch (node) {
      case Line line -> 0;
      case Group group -> 1 + group.parts().stream().mapToInt(RuleNode::depth).max().orElse(0);
    };
  }
}
