package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.GoalFormView.Line;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.goal.GoalStep;
import io.piste.goal.StepKind;
import io.piste.visit.PagePath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A goal as it is typed.
 *
 * @param lines one for each step that there may be; those without a kind are left out
 */
record GoalForm(boolean funnel, String name, List<Line> lines, String days) {
  static final int LONGEST_NAME = 100;

  /** How many days a funnel may be given; 0 stands for one visit. */
  static final List<Integer> WINDOWS = List.of(0, 1, 3, 7, 14, Goal.MOST_DAYS);

  static GoalForm blank(boolean funnel) {
    return new GoalForm(funnel, "", filled(funnel, List.of()), "0");
  }

  static GoalForm of(Goal goal) {
    List<Line> lines = new ArrayList<>();
    for (GoalStep step : goal.steps()) {
      lines.add(new Line(lines.size() + 1, step.kind().word(), step.pattern()));
    }
    return new GoalForm(
        goal.isFunnel(), goal.name(), filled(goal.isFunnel(), lines), String.valueOf(goal.days()));
  }

  static GoalForm typed(PageRequest asked, boolean funnel) {
    List<Line> lines = new ArrayList<>();
    for (int i = 1; i <= most(funnel); i++) {
      String kind = asked.field("kind" + i);
      lines.add(new Line(i, kind, pattern(kind, asked.field("pattern" + i))));
    }
    return new GoalForm(funnel, asked.field("name"), lines, asked.field("days"));
  }

  /** Who pastes a whole address means its path. */
  private static String pattern(String kind, String typed) {
    boolean address = kind.equals("page") && typed.matches("(?i)https?://.*");
    return address ? PagePath.of(typed) : typed;
  }

  private static int most(boolean funnel) {
    return funnel ? Goal.MOST_STEPS : 1;
  }

  private static List<Line> filled(boolean funnel, List<Line> lines) {
    List<Line> all = new ArrayList<>(lines);
    while (all.size() < most(funnel)) {
      all.add(new Line(all.size() + 1, funnel && !all.isEmpty() ? "" : "page", ""));
    }
    return all;
  }

  /** What is wrong, by field, in the reader's language. */
  Map<String, String> mistakes(Texts texts) {
    Map<String, String> mistakes = new HashMap<>();
    if (name.isEmpty() || name.length() > LONGEST_NAME) {
      mistakes.put("name", texts.of("goal.mistake.name", LONGEST_NAME));
    }
    for (Line line : lines) {
      mistake(texts, line).ifPresent(text -> mistakes.put("pattern" + line.number(), text));
    }
    long steps = lines.stream().filter(line -> !line.kind().isEmpty()).count();
    if (steps < (funnel ? 2 : 1)) {
      mistakes.put("steps", texts.of(funnel ? "goal.mistake.steps" : "goal.mistake.step"));
    }
    if (funnel && window().isEmpty()) {
      mistakes.put("days", texts.of("goal.mistake.days"));
    }
    return mistakes;
  }

  private static Optional<String> mistake(Texts texts, Line line) {
    if (line.kind().isEmpty()) {
      return line.pattern().isEmpty()
          ? Optional.empty()
          : Optional.of(texts.of("goal.mistake.kind"));
    }
    Optional<StepKind> kind = StepKind.of(line.kind());
    if (kind.isEmpty()) {
      return Optional.of(texts.of("goal.mistake.kind"));
    }
    String pattern = line.pattern();
    if (pattern.length() > GoalStep.LONGEST) {
      return Optional.of(texts.of("goal.mistake.long", GoalStep.LONGEST));
    }
    if (kind.get() == StepKind.PAGE && !pattern.startsWith("/") && !pattern.startsWith("*")) {
      return Optional.of(texts.of("goal.mistake.path"));
    }
    return kind.get().isPatternNeeded() && pattern.isEmpty()
        ? Optional.of(texts.of("goal.mistake.event"))
        : Optional.empty();
  }

  private Optional<Integer> window() {
    return WINDOWS.stream().filter(each -> String.valueOf(each).equals(days)).findFirst();
  }

  /** The goal, once there is no mistake. */
  Goal goal(SiteId site, long id) {
    List<GoalStep> steps = new ArrayList<>();
    for (Line line : lines) {
      StepKind.of(line.kind())
          .ifPresent(kind -> steps.add(new GoalStep(kind, kind.hasName() ? line.pattern() : "")));
    }
    return new Goal(id, site, name, steps, funnel ? window().orElse(0) : 0, 0);
  }
}
