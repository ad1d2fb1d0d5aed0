package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.GoalFormView;
import io.piste.console.view.GoalFormView.Choice;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.goal.Goals;
import io.piste.goal.StepKind;
import io.piste.report.Period;
import io.piste.report.TrafficList;
import io.piste.site.Site;
import io.piste.visit.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/** Goals and funnels are made, changed and removed here. */
final class GoalFormPages {
  private static final int DAYS_OF_KNOWN = 30;
  private static final int MOST_KNOWN = 60;

  private final Goals goals;
  private final TrafficList list;

  GoalFormPages(Jdbi jdbi, Goals goals) {
    this.goals = goals;
    this.list = new TrafficList(jdbi);
  }

  /** An empty form. */
  Answer blank(PageRequest asked) {
    boolean funnel = isFunnel(asked);
    return Answer.page(
        "goal_form",
        title(true, funnel),
        view(asked, GoalForm.blank(funnel), path(funnel), Map.of()));
  }

  /** Adds what was typed. */
  Answer add(PageRequest asked) {
    Site site = site(asked);
    boolean funnel = isFunnel(asked);
    GoalForm form = GoalForm.typed(asked, funnel);
    Map<String, String> mistakes = form.mistakes(asked.texts());
    if (!mistakes.isEmpty()) {
      return Answer.mistaken(
          "goal_form", title(true, funnel), view(asked, form, path(funnel), mistakes));
    }
    return added(form.goal(site.id(), 0));
  }

  /** Adds a ready-made one. */
  Answer addTemplate(PageRequest asked) {
    Site site = site(asked);
    return added(
        GoalTemplates.goal(asked.variable("key"), site.id(), asked.texts())
            .orElseThrow(GoalFormPages::missing));
  }

  private Answer added(Goal goal) {
    if (goals.all(goal.site()).size() >= Goals.MOST) {
      return Answer.to(GoalPages.PATH);
    }
    return Answer.to(GoalPages.PATH + "/" + goals.add(goal));
  }

  /** The form of one that is there. */
  Answer edit(PageRequest asked) {
    Goal goal = goal(asked);
    return Answer.page(
        "goal_form",
        title(false, goal.isFunnel()),
        view(asked, GoalForm.of(goal), path(goal), Map.of()));
  }

  /** Changes it; other steps are counted from the start. */
  Answer save(PageRequest asked) {
    Goal goal = goal(asked);
    GoalForm form = GoalForm.typed(asked, goal.isFunnel());
    Map<String, String> mistakes = form.mistakes(asked.texts());
    if (!mistakes.isEmpty()) {
      return Answer.mistaken(
          "goal_form", title(false, goal.isFunnel()), view(asked, form, path(goal), mistakes));
    }
    goals.change(form.goal(goal.site(), goal.id()));
    return Answer.to(GoalPages.PATH + "/" + goal.id());
  }

  /** Removes it with its figures; one that is gone is left alone. */
  Answer remove(PageRequest asked) {
    goals.remove(site(asked).id(), asked.numberInPath("id"));
    return Answer.to(GoalPages.PATH);
  }

  private Goal goal(PageRequest asked) {
    return goals
        .find(site(asked).id(), asked.numberInPath("id"))
        .orElseThrow(GoalFormPages::missing);
  }

  private static Site site(PageRequest asked) {
    return asked.site().orElseThrow(GoalFormPages::missing);
  }

  private static Problem missing() {
    return new Problem(ProblemCode.NOT_FOUND, "There is no such page.");
  }

  private static boolean isFunnel(PageRequest asked) {
    return asked.field("is").equals("funnel");
  }

  private static String path(boolean funnel) {
    return GoalPages.PATH + "/new?is=" + (funnel ? "funnel" : "goal");
  }

  private static String path(Goal goal) {
    return GoalPages.PATH + "/" + goal.id() + "/edit";
  }

  private static String title(boolean isNew, boolean funnel) {
    if (isNew) {
      return funnel ? "goal.new-funnel.title" : "goal.new.title";
    }
    return funnel ? "goal.edit-funnel.title" : "goal.edit.title";
  }

  private GoalFormView view(
      PageRequest asked, GoalForm form, String path, Map<String, String> mistakes) {
    Texts texts = asked.texts();
    List<Choice> kinds =
        Arrays.stream(StepKind.values())
            .map(kind -> new Choice(kind.word(), texts.of("goal.kind." + kind.word())))
            .toList();
    List<Choice> windows =
        GoalForm.WINDOWS.stream()
            .map(
                days ->
                    new Choice(
                        String.valueOf(days),
                        days == 0
                            ? texts.of("goal.within.visit")
                            : texts.count("goal.within.days", days)))
            .toList();
    return new GoalFormView(
        path,
        path.contains("/new"),
        form.funnel(),
        form.name(),
        form.lines(),
        kinds,
        windows,
        form.days(),
        known(asked),
        mistakes);
  }

  /** Paths seen and names sent, the most frequent first. */
  private List<String> known(PageRequest asked) {
    Period period = Period.last(DAYS_OF_KNOWN, asked.now(), asked.zone());
    List<String> known = new ArrayList<>();
    for (Dimension dimension : List.of(Dimension.PAGE, Dimension.CUSTOM)) {
      list
          .rows(
              new TrafficList.Of(site(asked).id(), dimension, period),
              new TrafficList.Part("", 0, MOST_KNOWN))
          .stream()
          .map(TrafficList.Row::value)
          .filter(value -> !value.equals(Dimension.REST))
          .forEach(known::add);
    }
    return known;
  }
}
