package io.piste.segment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which segments' rules name which others. */
final class References {
  private References() {}

  /** The segments that a segment's rule names itself. */
  static Set<Long> of(Segment segment) {
    return segment.rule() == null ? Set.of() : of(segment.rule());
  }

  /** The segments that a rule names. */
  static Set<Long> of(Rule rule) {
    Set<Long> named = new HashSet<>();
    for (Condition condition : rule.conditions()) {
      if (condition instanceof Condition.Member member) {
        named.add(member.segment());
      }
    }
    return named;
  }

  /** The segments that follow from one, at once or through others; not itself. */
  static Set<Long> followersOf(long segment, Collection<Segment> all) {
    Set<Long> followers = new LinkedHashSet<>();
    List<Long> open = new ArrayList<>(List.of(segment));
    while (!open.isEmpty()) {
      long next = open.removeLast();
      for (Segment each : all) {
        if (of(each).contains(next) && followers.add(each.id())) {
          open.add(each.id());
        }
      }
    }
    return followers;
  }

  /** The segments so that each comes after those that its rule names. */
  static List<Segment> inOrder(Collection<Segment> all) {
    Map<Long, Segment> byId = new HashMap<>();
    all.forEach(segment -> byId.put(segment.id(), segment));
    Set<Segment> ordered = new LinkedHashSet<>();
    all.forEach(segment -> add(segment, byId, ordered, new HashSet<>()));
    return List.copyOf(ordered);
  }

  private static void add(
      Segment segment, Map<Long, Segment> byId, Set<Segment> ordered, Set<Long> way) {
    if (!way.add(segment.id())) {
      return;
    }
    for (long named : of(segment)) {
      Segment before = byId.get(named);
      if (before != null && !ordered.contains(before)) {
        add(before, byId, ordered, way);
      }
    }
    ordered.add(segment);
  }
}
