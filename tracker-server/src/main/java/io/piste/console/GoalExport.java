package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.report.GoalFigures;
import io.piste.report.GoalFigures.Counts;
import io.piste.visit.Dimension;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a goal's figures to a file: a line for each day, or for each value of a dimension. */
final class GoalExport {
  private final PageRequest asked;
  private final Texts texts;
  private final Goal goal;
  private final TrafficPeriod period;
  private final GoalFigures figures;

  GoalExport(PageRequest asked, Goal goal, TrafficPeriod period, GoalFigures figures) {
    this.asked = asked;
    this.texts = asked.texts();
    this.goal = goal;
    this.period = period;
    this.figures = figures;
  }

  Answer answer() {
    String of = asked.field("of");
    Answer.Content content = of.equals("day") ? out -> days(new Csv(out)) : values(dimension(of));
    String name = TrafficListPages.fileName(goal.name());
    return new Answer.File("%s_%s_%s.csv".formatted(name, of, period.fileName()), content);
  }

  private static Dimension dimension(String word) {
    return Dimension.of(word)
        .filter(GoalCards.DIMENSIONS::contains)
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such page."));
  }

  private void days(Csv csv) throws IOException {
    csv.line(heads(texts.of("overview.day")));
    List<List<Counts>> days = figures.perDay(GoalPages.of(goal), period.period());
    for (int day = 0; day < days.size(); day++) {
      List<Object> cells = new ArrayList<>();
      cells.add(period.period().dates().get(day).toString());
      write(csv, cells, days.get(day));
    }
  }

  private Answer.Content values(Dimension dimension) {
    TrafficWords words = new TrafficWords(texts);
    return out -> {
      Csv csv = new Csv(out);
      List<Object> heads = heads(texts.of("traffic.of." + dimension.word()));
      heads.add(texts.of("traffic.column.visits"));
      csv.line(heads);
      for (var row : figures.by(GoalPages.of(goal), dimension, period.period())) {
        List<Object> cells = new ArrayList<>();
        String detail = words.detail(dimension, row.value());
        String label = words.label(dimension, row.value());
        cells.add(detail == null ? label : label + " · " + detail);
        add(cells, row.steps());
        cells.add(row.visits());
        csv.line(cells);
      }
    };
  }

  private List<Object> heads(String first) {
    GoalWords words = new GoalWords(texts);
    List<Object> heads = new ArrayList<>();
    heads.add(first);
    if (goal.isFunnel()) {
      goal.steps().forEach(step -> heads.add(words.step(step)));
    } else {
      heads.add(texts.of("goal.conversions"));
      heads.add(texts.of("goal.visitors"));
    }
    return heads;
  }

  private void write(Csv csv, List<Object> cells, List<Counts> steps) throws IOException {
    add(cells, steps);
    csv.line(cells);
  }

  private void add(List<Object> cells, List<Counts> steps) {
    if (goal.isFunnel()) {
      steps.forEach(step -> cells.add(step.reached()));
    } else {
      cells.add(steps.getFirst().reached());
      cells.add(steps.getFirst().visitors());
    }
  }
}
