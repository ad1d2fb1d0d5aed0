package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.GoalsView;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.goal.GoalStep;
import io.piste.goal.StepKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Goals and funnels that most sites want, made by one click. */
final class GoalTemplates {
  private record Template(String key, int days, List<GoalStep> steps) {}

  private static final List<Template> ALL =
      List.of(
          template("shop", 0, StepKind.PRODUCT, StepKind.CART, StepKind.CHECKOUT, StepKind.ORDER),
          template("week", 7, StepKind.PRODUCT, StepKind.CART, StepKind.ORDER),
          template("order", 0, StepKind.ORDER),
          template("cart", 0, StepKind.CART),
          template("form", 0, StepKind.FORM));

  private GoalTemplates() {}

  private static Template template(String key, int days, StepKind... kinds) {
    return new Template(key, days, Arrays.stream(kinds).map(GoalStep::any).toList());
  }

  /** A goal of that key, named in the reader's language; empty when there is no such one. */
  static Optional<Goal> goal(String key, SiteId site, Texts texts) {
    return ALL.stream()
        .filter(template -> template.key().equals(key))
        .findFirst()
        .map(
            template ->
                Goal.fresh(
                    site,
                    texts.of("goal.template." + key + ".title"),
                    template.steps(),
                    template.days()));
  }

  /** All of them, each with whether one of the goals is just that. */
  static List<GoalsView.Template> shown(List<Goal> goals, Texts texts) {
    return ALL.stream()
        .map(
            template ->
                new GoalsView.Template(
                    template.key(),
                    texts.of("goal.template." + template.key() + ".title"),
                    texts.of("goal.template." + template.key() + ".text"),
                    goals.stream()
                        .anyMatch(
                            goal ->
                                goal.steps().equals(template.steps())
                                    && goal.days() == template.days())))
        .toList();
  }
}
