package io.piste.console;

import io.piste.console.RuleNode.Group;
import org.jspecify.annotations.Nullable;

/**
 * A segment as it is typed.
 *
 * @param id of the segment that is changed; 0 for a new one
 * @param rule null for a list by hand
 * @param tried whether it was sent with mistakes before
 */
record SegmentForm(
    long id,
    String name,
    String description,
    @Nullable Group rule,
    String addresses,
    boolean tried) {
  static final int LONGEST_NAME = 100;
  static final int LONGEST_DESCRIPTION = 500;

  /** A new one with a rule. */
  static SegmentForm blank(Group rule) {
    return new SegmentForm(0, "", "", rule, "", false);
  }

  /** What was typed into the form with a rule. */
  static SegmentForm typed(PageRequest asked) {
    return new SegmentForm(
        asked.number("segment").orElse(0L),
        asked.field("name"),
        asked.field("description"),
        SegmentRuleForm.read(asked::field),
        "",
        asked.field("tried").equals("yes"));
  }

  /** What was typed into the form of a list by hand. */
  static SegmentForm typedByHand(PageRequest asked) {
    return new SegmentForm(
        asked.number("segment").orElse(0L),
        asked.field("name"),
        asked.field("description"),
        null,
        asked.field("addresses"),
        false);
  }

  SegmentForm with(Group changed) {
    return new SegmentForm(id, name, description, changed, addresses, tried);
  }

  SegmentForm triedOnce() {
    return new SegmentForm(id, name, description, rule, addresses, true);
  }
}
