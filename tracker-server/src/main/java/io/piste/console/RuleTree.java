package io.piste.console;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A rule that is being put together: parts are added, moved, wrapped and removed. A part is named
 * by its path, the numbers of the parts that lead to it; the outermost group has the empty path.
 * What cannot be done leaves the rule as it is.
 */
final class RuleTree {
  /**
   * What became of the rule.
   *
   * @param at where the part is now that was touched; its group when it was removed
   * @param done whether anything changed
   */
  record Changed(Group rule, List<Integer> at, boolean done) {
    Changed {
      at = List.copyOf(at);
    }
  }

  private final Group rule;

  RuleTree(Group rule) {
    this.rule = rule;
  }

  /** The part there, empty when there is none. */
  Optional<RuleNode> at(List<Integer> path) {
    RuleNode node = rule;
    for (int index : path) {
      if (!(node instanceof Group group) || index >= group.parts().size()) {
        return Optional.empty();
      }
      node = group.parts().get(index);
    }
    return Optional.of(node);
  }

  /** Adds a part at the end of a group. */
  Changed add(List<Integer> path, RuleNode part) {
    if (!(at(path).orElse(null) instanceof Group group)) {
      return unchanged(path);
    }
    int end = group.parts().size();
    return checked(insert(rule, plus(path, end), part), plus(path, end), path);
  }

  /** Takes a part out, with all that is in it. */
  Changed remove(List<Integer> path) {
    return path.isEmpty() || at(path).isEmpty()
        ? unchanged(path)
        : new Changed(remove(rule, path), parent(path), true);
  }

  /** Puts the same once more behind a part. */
  Changed copy(List<Integer> path) {
    Optional<RuleNode> node = at(path);
    if (path.isEmpty() || node.isEmpty()) {
      return unchanged(path);
    }
    List<Integer> next = plus(parent(path), last(path) + 1);
    return checked(insert(rule, next, node.get()), next, path);
  }

  /** Puts a part into a group of its own, which is joined the other way. */
  Changed wrap(List<Integer> path) {
    Optional<RuleNode> node = at(path);
    if (path.isEmpty() || node.isEmpty()) {
      return unchanged(path);
    }
    String outer = at(parent(path)).orElse(rule) instanceof Group group ? group.join() : "";
    String join = outer.equals(RuleNode.ALL) ? RuleNode.ANY : RuleNode.ALL;
    Group group = new Group(join, List.of(node.get()));
    return checked(replace(rule, path, part -> group), plus(path, 0), path);
  }

  /** Puts the parts of a group in its place. */
  Changed unwrap(List<Integer> path) {
    if (path.isEmpty() || !(at(path).orElse(null) instanceof Group group)) {
      return unchanged(path);
    }
    Group changed = remove(rule, path);
    for (int i = 0; i < group.parts().size(); i++) {
      changed = insert(changed, plus(parent(path), last(path) + i), group.parts().get(i));
    }
    return new Changed(changed, group.parts().isEmpty() ? parent(path) : path, true);
  }

  /**
   * One step up as the eye goes: into the group above from below, or out of its own group over its
   * top.
   */
  Changed up(List<Integer> path) {
    Optional<RuleNode> node = at(path);
    if (path.isEmpty() || node.isEmpty() || (path.size() == 1 && last(path) == 0)) {
      return unchanged(path);
    }
    List<Integer> to;
    if (last(path) == 0) {
      to = parent(path);
    } else {
      List<Integer> before = plus(parent(path), last(path) - 1);
      to =
          at(before).orElse(null) instanceof Group group && fitsInto(before, node.get())
              ? plus(before, group.parts().size())
              : before;
    }
    return new Changed(insert(remove(rule, path), to, node.get()), to, true);
  }

  /** One step down as the eye goes. */
  Changed down(List<Integer> path) {
    Optional<RuleNode> node = at(path);
    if (path.isEmpty() || node.isEmpty()) {
      return unchanged(path);
    }
    List<Integer> after = plus(parent(path), last(path) + 1);
    Optional<RuleNode> next = at(after);
    if (next.isEmpty() && path.size() == 1) {
      return unchanged(path);
    }
    List<Integer> to;
    if (next.isEmpty()) {
      List<Integer> group = parent(path);
      to = plus(parent(group), last(group) + 1);
    } else {
      // What comes after has moved up by one when the part is taken out.
      to = next.get() instanceof Group && fitsInto(after, node.get()) ? plus(path, 0) : after;
    }
    return new Changed(insert(remove(rule, path), to, node.get()), to, true);
  }

  /** Joins a group otherwise. */
  Changed join(List<Integer> path, String join) {
    return new Changed(
        replace(
            rule,
            path,
            node -> node instanceof Group group ? new Group(join, group.parts()) : node),
        path,
        true);
  }

  private boolean fitsInto(List<Integer> group, RuleNode node) {
    return group.size() + 1 + RuleNode.depth(node) <= SegmentRuleForm.MOST_DEPTH;
  }

  private Changed unchanged(List<Integer> path) {
    return new Changed(rule, path, false);
  }

  private Changed checked(Group changed, List<Integer> at, List<Integer> before) {
    boolean fits =
        RuleNode.depth(changed) <= Math.max(SegmentRuleForm.MOST_DEPTH, RuleNode.depth(rule))
            && RuleNode.lines(changed) <= SegmentRuleForm.MOST_LINES;
    return fits ? new Changed(changed, at, true) : unchanged(before);
  }

  private static Group insert(Group group, List<Integer> path, RuleNode part) {
    int index = path.getFirst();
    return path.size() == 1
        ? group.plus(Math.min(index, group.parts().size()), part)
        : group.with(index, insert(inner(group, index), rest(path), part));
  }

  private static Group remove(Group group, List<Integer> path) {
    int index = path.getFirst();
    return path.size() == 1
        ? group.minus(index)
        : group.with(index, remove(inner(group, index), rest(path)));
  }

  private static Group replace(Group group, List<Integer> path, UnaryOperator<RuleNode> change) {
    if (path.isEmpty()) {
      return change.apply(group) instanceof Group changed ? changed : group;
    }
    int index = path.getFirst();
    RuleNode part = group.parts().get(index);
    return group.with(
        index,
        path.size() == 1 || part instanceof Line
            ? change.apply(part)
            : replace(inner(group, index), rest(path), change));
  }

  private static Group inner(Group group, int index) {
    if (group.parts().get(index) instanceof Group inner) {
      return inner;
    }
    throw new IllegalStateException("a line has no parts");
  }

  static List<Integer> plus(List<Integer> path, int index) {
    List<Integer> longer = new ArrayList<>(path);
    longer.add(index);
    return List.copyOf(longer);
  }

  static List<Integer> parent(List<Integer> path) {
    return path.isEmpty() ? path : path.subList(0, path.size() - 1);
  }

  private static List<Integer> rest(List<Integer> path) {
    return path.subList(1, path.size());
  }

  private static int last(List<Integer> path) {
    return path.getLast();
  }

  /** The path of a part as it stands in names of fields: {@code r-0-1}. */
  static String name(List<Integer> path) {
    StringBuilder name = new StringBuilder(SegmentRuleForm.ROOT);
    path.forEach(index -> name.append('-').append(index));
    return name.toString();
  }

  /** Reads {@link #name}; empty when it is none. */
  static Optional<List<Integer>> path(String name) {
    if (!name.matches("r(-\\d{1,3}){0,9}")) {
      return Optional.empty();
    }
    List<Integer> path = new ArrayList<>();
    for (String index : name.split("-", -1)) {
      if (!index.equals(SegmentRuleForm.ROOT)) {
        path.add(Integer.parseInt(index));
      }
    }
    return Optional.of(List.copyOf(path));
  }
}
