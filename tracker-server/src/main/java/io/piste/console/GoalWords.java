package io.piste.console;

import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.goal.GoalStep;
import java.util.stream.Collectors;

/** Says in the reader's language what a goal asks. */
final class GoalWords {
  private final Texts texts;

  GoalWords(Texts texts) {
    this.texts = texts;
  }

  /** A step: "Page /thanks". */
  String step(GoalStep step) {
    String key = "goal.step." + step.kind().word();
    return step.pattern().isEmpty() || !step.kind().hasName()
        ? texts.of(key)
        : texts.of(key + ".named", step.pattern());
  }

  /** The steps, one behind the other. */
  String steps(Goal goal) {
    return goal.steps().stream().map(this::step).collect(Collectors.joining(" → "));
  }

  /** What counts as having come through. */
  String window(Goal goal) {
    if (!goal.isFunnel()) {
      return texts.of("goal.window.goal");
    }
    return goal.days() == 0
        ? texts.of("goal.window.visit")
        : texts.count("goal.window.days", goal.days());
  }
}
