package io.piste.segment;

/** Why a segment cannot be kept, or not removed; the console has a sentence for each. */
public enum SegmentMistake {
  NO_NAME,
  NAME_TOO_LONG,
  NAME_TAKEN,
  DESCRIPTION_TOO_LONG,
  /** {@link Segments#MOST} of a site at most. */
  TOO_MANY,
  /** The rule names something that is not there, or itself: see the mistakes of the rule. */
  WRONG_RULE,
  /** A static segment cannot get a rule, nor a rule become a static segment. */
  OTHER_KIND,
  /** Other segments name it in their rules. */
  IN_USE,
  /** There is no such segment. */
  GONE
}
