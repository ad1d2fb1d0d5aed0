package io.piste.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.piste.console.RuleNode.Group;
import io.piste.console.RuleNode.Line;
import io.piste.console.RuleTree.Changed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts of a rule are added, moved, wrapped and removed. */
final class RuleTreeTest {
  private static Line line(String name) {
    return new Line("did:page", Map.of("name", name));
  }

  private static Group all(RuleNode... parts) {
    return new Group(RuleNode.ALL, List.of(parts));
  }

  private static Group any(RuleNode... parts) {
    return new Group(RuleNode.ANY, List.of(parts));
  }

  @Test
  void a_condition_walks_down_into_a_group_through_it_and_out_again() {
    Group rule = all(line("a"), any(line("b")), line("c"));
    List<Group> ways = new ArrayList<>();
    List<Integer> at = List.of(0);
    for (int i = 0; i < 5; i++) {
      Changed changed = new RuleTree(rule).down(at);
      rule = changed.rule();
      at = changed.at();
      ways.add(rule);
    }
    assertEquals(
        List.of(
            all(any(line("a"), line("b")), line("c")),
            all(any(line("b"), line("a")), line("c")),
            all(any(line("b")), line("a"), line("c")),
            all(any(line("b")), line("c"), line("a")),
            all(any(line("b")), line("c"), line("a"))),
        ways);
    assertFalse(new RuleTree(rule).down(at).done(), "there is nothing below");
  }

  @Test
  void up_undoes_down_and_nothing_is_lost() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      Group rule = new RandomRules(seed).rule(3);
      List<List<Integer>> paths = new ArrayList<>();
      paths(rule, List.of(), paths);
      List<Integer> path = paths.get(random.nextInt(paths.size()));
      Changed down = new RuleTree(rule).down(path);
      assertEquals(RuleNode.lines(rule), RuleNode.lines(down.rule()));
      assertTrue(RuleNode.depth(down.rule()) <= SegmentRuleForm.MOST_DEPTH);
      if (down.done()) {
        assertEquals(new RuleTree(rule).at(path), new RuleTree(down.rule()).at(down.at()));
        Changed back = new RuleTree(down.rule()).up(down.at());
        assertEquals(rule, back.rule(), "seed " + seed + " " + path);
        assertEquals(path, back.at());
      }
    }
  }

  private static void paths(Group group, List<Integer> path, List<List<Integer>> paths) {
    for (int i = 0; i < group.parts().size(); i++) {
      List<Integer> inner = RuleTree.plus(path, i);
      paths.add(inner);
      if (group.parts().get(i) instanceof Group sub) {
        paths(sub, inner, paths);
      }
    }
  }

  @Test
  void a_part_is_wrapped_the_other_way_and_a_group_dissolves() {
    Group rule = all(line("a"), line("b"));
    Changed wrapped = new RuleTree(rule).wrap(List.of(1));
    assertEquals(all(line("a"), any(line("b"))), wrapped.rule());
    assertEquals(List.of(1, 0), wrapped.at());
    assertEquals(rule, new RuleTree(wrapped.rule()).unwrap(List.of(1)).rule());
  }

  @Test
  void a_part_is_copied_and_removed() {
    Group rule = all(any(line("a")), line("b"));
    Changed copied = new RuleTree(rule).copy(List.of(0));
    assertEquals(all(any(line("a")), any(line("a")), line("b")), copied.rule());
    assertEquals(rule, new RuleTree(copied.rule()).remove(copied.at()).rule());
    assertFalse(new RuleTree(rule).remove(List.of()).done(), "the whole stays");
    assertFalse(new RuleTree(rule).remove(List.of(7)).done());
  }

  @Test
  void there_is_an_end_to_how_deep_and_how_many() {
    Group rule = all(any(all(any(line("a")))));
    assertFalse(new RuleTree(rule).wrap(List.of(0, 0, 0, 0)).done());
    Group many = all();
    for (int i = 0; i < SegmentRuleForm.MOST_LINES; i++) {
      many = new RuleTree(many).add(List.of(), line("a")).rule();
    }
    assertEquals(SegmentRuleForm.MOST_LINES, RuleNode.lines(many));
    assertFalse(new RuleTree(many).add(List.of(), line("one more")).done());
  }
}
