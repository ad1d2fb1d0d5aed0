package io.piste.segment;

import io.piste.segment.RuleMistake.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks up what a rule names: fields, scores and segments have to be there. A tag need not be: it
 * may come with the next visit.
 */
final class RuleCheck {
  private final Map<String, SegmentField> fields = new HashMap<>();
  private final Set<String> scores = new HashSet<>();
  private final Map<Long, Segment> segments = new HashMap<>();
  private final List<RuleMistake> mistakes = new ArrayList<>();

  RuleCheck(
      Collection<SegmentField> fields, Collection<String> scores, Collection<Segment> segments) {
    fields.forEach(field -> this.fields.put(field.name(), field));
    this.scores.addAll(scores);
    segments.forEach(segment -> this.segments.put(segment.id(), segment));
  }

  /**
   * What is wrong.
   *
   * @param self the number of the segment that the rule is of; 0: a new one
   */
  List<RuleMistake> mistakes(Rule rule, long self) {
    mistakes.clear();
    check(rule, "", self);
    return List.copyOf(mistakes);
  }

  private void check(Rule rule, String place, long self) {
    switch (rule) {
      case Rule.All all -> checkAll(all.parts(), join(place, "all"), self);
      case Rule.Any any -> checkAll(any.parts(), join(place, "any"), self);
      case Rule.Not not -> check(not.part(), join(place, "not"), self);
      case Condition.Field field -> checkField(field, place);
      case Condition.Score score -> {
        if (!scores.contains(score.score())) {
          note(join(place, "score"), Kind.UNKNOWN_SCORE, "the name of a score of the site");
        }
      }
      case Condition.Member member -> checkMember(member, join(place, "segment"), self);
      case Condition other -> {}
    }
  }

  private void checkAll(List<Rule> parts, String place, long self) {
    for (int i = 0; i < parts.size(); i++) {
      check(parts.get(i), place + "[" + i + "]", self);
    }
  }

  private void checkMember(Condition.Member member, String place, long self) {
    if (!segments.containsKey(member.segment())) {
      note(place, Kind.UNKNOWN_SEGMENT, "the number of a segment of the site");
    } else if (self != 0 && reaches(member.segment(), self, new HashSet<>())) {
      note(place, Kind.CIRCLE, "a segment that does not follow from this one");
    }
  }

  private boolean reaches(long from, long to, Set<Long> seen) {
    if (from == to) {
      return true;
    }
    Segment segment = segments.get(from);
    if (segment == null || !seen.add(from)) {
      return false;
    }
    return References.of(segment).stream().anyMatch(next -> reaches(next, to, seen));
  }

  private void checkField(Condition.Field field, String place) {
    SegmentField known = fields.get(field.field());
    String how = field.how().word();
    if (known == null) {
      note(join(place, "field"), Kind.UNKNOWN_FIELD, "the name of a field");
    } else if (!known.type().comparisons().contains(field.how())) {
      note(
          join(place, how),
          Kind.WRONG_COMPARISON,
          "one of " + known.type().comparisons().stream().map(Comparison::word).toList());
    } else if (!fits(known.type(), field)) {
      note(join(place, how), Kind.WRONG_VALUE, expected(known.type()));
    } else if (known.type() == FieldType.CHOICE
        && field.value() instanceof Value.Text text
        && !known.choices().contains(text.text())) {
      note(join(place, how), Kind.WRONG_VALUE, "one of " + String.join(", ", known.choices()));
    }
  }

  private static boolean fits(FieldType type, Condition.Field field) {
    return switch (field.value()) {
      case null -> true;
      case Value.Day day -> true;
      case Value.DaysAgo ago -> true;
      case Value.Flag flag -> type == FieldType.YES_NO;
      case Value.Number number -> type == FieldType.NUMBER;
      case Value.Text text ->
          switch (type) {
            case TEXT, CHOICE -> true;
            case DATE, TIME -> RuleNode.dayOf(text.text()) != null;
            case NUMBER, YES_NO -> false;
          };
    };
  }

  private static String expected(FieldType type) {
    return switch (type) {
      case TEXT, CHOICE -> "a text";
      case NUMBER -> "a number";
      case YES_NO -> "true or false";
      case DATE, TIME -> "a day like 2026-03-01";
    };
  }

  private static String join(String place, String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private void note(String place, Kind kind, String expected) {
    mistakes.add(new RuleMistake(place, kind, expected));
  }
}
