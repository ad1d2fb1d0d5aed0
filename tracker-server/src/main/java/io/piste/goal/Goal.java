package io.piste.goal;

import io.piste.base.SiteId;
import java.time.Duration;
import java.util.List;

/**
 * What visitors are to reach: a goal when it has one step, a funnel when it has several, which are
 * taken in their order; whatever else happens between them does not matter.
 *
 * @param id 0 while it is not stored
 * @param days 0: all steps within one visit; else by the same visitor, so many days after the first
 *     step at the latest
 * @param version raised when the steps change
 */
public record Goal(long id, SiteId site, String name, List<GoalStep> steps, int days, int version) {
  /** The most steps. */
  public static final int MOST_STEPS = 8;

  /** The most days between the first step and the last one. */
  public static final int MOST_DAYS = 30;

  public Goal {
    steps = List.copyOf(steps);
    if (steps.isEmpty() || steps.size() > MOST_STEPS || days < 0 || days > MOST_DAYS) {
      throw new IllegalArgumentException("1 to 8 steps within 0 to 30 days");
    }
  }

  /** One that is not stored yet. */
  public static Goal fresh(SiteId site, String name, List<GoalStep> steps, int days) {
    return new Goal(0, site, name, steps, days, 0);
  }

  /** Whether it has several steps. */
  public boolean isFunnel() {
    return steps.size() > 1;
  }

  /** How long after the first step the last one may be taken; zero when a visit is the limit. */
  Duration window() {
    return Duration.ofDays(days);
  }

  /** The steps that an event takes, as bits: bit 0 for the first one. */
  int stepsTaken(StepKind kind, String name) {
    int taken = 0;
    for (int i = 0; i < steps.size(); i++) {
      taken |= steps.get(i).isTakenBy(kind, name) ? 1 << i : 0;
    }
    return taken;
  }
}
