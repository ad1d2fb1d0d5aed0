package io.piste.goal;

import io.piste.visit.PathPattern;

/**
 * One step of a goal.
 *
 * @param pattern path or name with {@code *} for anything; empty for any, where the kind allows it
 */
public record GoalStep(StepKind kind, String pattern) {
  /** The most letters of a pattern. */
  public static final int LONGEST = 300;

  /** A step of any event of a kind. */
  public static GoalStep any(StepKind kind) {
    return new GoalStep(kind, "");
  }

  /** Whether an event of this kind, with that name or path, takes the step. */
  boolean isTakenBy(StepKind done, String name) {
    return done == kind && (pattern.isEmpty() || new PathPattern(pattern).matches(name));
  }
}
