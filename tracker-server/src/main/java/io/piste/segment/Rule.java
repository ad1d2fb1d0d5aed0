package io.piste.segment;

import java.util.List;

/**
 * Who belongs to a segment: conditions, joined by all, any and not. A rule says of each contact yes
 * or no, and never neither: what is not known of a contact is known to be missing. Immutable.
 */
public sealed interface Rule permits Rule.All, Rule.Any, Rule.Not, Condition {
  /** So many conditions a rule may have. */
  int MOST_CONDITIONS = 50;

  /** So deep groups may lie in each other. */
  int DEEPEST = 8;

  /**
   * Each part holds.
   *
   * @param parts at least one
   */
  record All(List<Rule> parts) implements Rule {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /**
   * At least one part holds.
   *
   * @param parts at least one
   */
  record Any(List<Rule> parts) implements Rule {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  /** The part does not hold. */
  record Not(Rule part) implements Rule {}

  /** The conditions, in the order written, those of groups within too. */
  default List<Condition> conditions() {
    return switch (this) {
      case All all -> all.parts().stream().flatMap(part -> part.conditions().stream()).toList();
      case Any any -> any.parts().stream().flatMap(part -> part.conditions().stream()).toList();
      case Not not -> not.part().conditions();
      case Condition condition -> List.of(condition);
    };
  }
}
