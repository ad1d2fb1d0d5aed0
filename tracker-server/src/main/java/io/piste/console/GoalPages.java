package io.piste.console;

import io.piste.base.Problem;
import io.piste.base.ProblemCode;
import io.piste.console.view.Formats;
import io.piste.console.view.GoalView;
import io.piste.console.view.GoalsView;
import io.piste.console.view.GoalsView.Counting;
import io.piste.console.view.OverviewView.Tile;
import io.piste.console.view.Texts;
import io.piste.goal.Goal;
import io.piste.goal.Goals;
import io.piste.report.GoalFigures;
import io.piste.report.GoalFigures.Counts;
import io.piste.report.GoalFigures.Of;
import io.piste.report.GoalFigures.Progress;
import io.piste.report.Period;
import io.piste.report.TrafficCounts;
import io.piste.report.TrafficCurve;
import io.piste.report.TrafficSlice;
import io.piste.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What visitors reached: all goals and funnels of a site, and each on its own. */
final class GoalPages {
  static final String PATH = "/console/traffic/goals";
  static final String TITLE = "goals.title";

  private final Goals goals;
  private final GoalFigures figures;
  private final TrafficCurve curve;
  private final GoalCards cards;

  GoalPages(Jdbi jdbi, Goals goals) {
    this.goals = goals;
    this.figures = new GoalFigures(jdbi);
    this.curve = new TrafficCurve(jdbi);
    this.cards = new GoalCards(figures);
  }

  /** All of them. */
  Answer list(PageRequest asked) {
    Optional<Site> site = asked.site();
    if (site.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    List<Goal> all = goals.all(site.get().id());
    TrafficPeriod period = TrafficPeriod.of(asked);
    List<GoalsView.Tile> tiles = new ArrayList<>();
    List<GoalsView.Card> funnels = new ArrayList<>();
    for (Goal goal : all) {
      Read read = read(goal, period);
      if (goal.isFunnel()) {
        funnels.add(card(asked, goal, period, read));
      } else {
        tiles.add(tile(asked, goal, period, read));
      }
    }
    return Answer.page(
        "goals",
        TITLE,
        new GoalsView(
            period.bar(PATH, asked.texts(), asked.formats()),
            tiles,
            funnels,
            GoalTemplates.shown(all, asked.texts()),
            Goals.MOST,
            all.size() >= Goals.MOST));
  }

  /** One of them: the chart, the figures, and who came from where. */
  Answer show(PageRequest asked) {
    Goal goal = goal(asked);
    TrafficPeriod period = TrafficPeriod.of(asked);
    Read read = read(goal, period);
    GoalDrawing drawing = new GoalDrawing(asked, period);
    GoalWords words = new GoalWords(asked.texts());
    String path = path(goal);
    return Answer.page(
        "goal",
        TITLE,
        new GoalView(
            period.bar(path, asked.texts(), asked.formats()),
            goal.name(),
            words.steps(goal) + ". " + words.window(goal),
            path,
            goal.isFunnel() ? drawing.funnel(goal, read.now(), read.before()) : null,
            drawing.chart(goal, ends(read.days()), ends(read.daysBefore())),
            tiles(asked, goal, period, read),
            cards.of(asked, goal, period),
            counting(asked.texts(), read.progress()),
            counted(asked.formats(), read.progress()),
            path + "/export?of=day&" + period.query()));
  }

  /** Days or values of a dimension as a file. */
  Answer export(PageRequest asked) {
    Goal goal = goal(asked);
    TrafficPeriod period = TrafficPeriod.of(asked);
    return new GoalExport(asked, goal, period, figures).answer();
  }

  /** What the pages show of a goal: the steps and days of two periods. */
  private record Read(
      List<Counts> now,
      List<Counts> before,
      List<List<Counts>> days,
      List<List<Counts>> daysBefore,
      Progress progress) {}

  private Read read(Goal goal, TrafficPeriod period) {
    Of of = of(goal);
    int steps = goal.steps().size();
    List<List<Counts>> days = figures.perDay(of, period.period());
    List<List<Counts>> before = figures.perDay(of, period.before());
    return new Read(
        GoalFigures.total(days, steps),
        GoalFigures.total(before, steps),
        days,
        before,
        figures.progress(of));
  }

  private static List<Long> ends(List<List<Counts>> days) {
    return days.stream().map(steps -> steps.getLast().reached()).toList();
  }

  static Of of(Goal goal) {
    return new Of(goal.site(), goal.id(), goal.steps().size());
  }

  private Goal goal(PageRequest asked) {
    return asked
        .site()
        .flatMap(site -> goals.find(site.id(), asked.numberInPath("id")))
        .orElseThrow(() -> new Problem(ProblemCode.NOT_FOUND, "There is no such page."));
  }

  static String path(Goal goal) {
    return PATH + "/" + goal.id();
  }

  private GoalsView.Tile tile(PageRequest asked, Goal goal, TrafficPeriod period, Read read) {
    Formats formats = asked.formats();
    long now = read.now().getLast().reached();
    return new GoalsView.Tile(
        path(goal) + "?" + period.query(),
        goal.name(),
        new GoalWords(asked.texts()).steps(goal),
        formats.number(now),
        asked
            .texts()
            .of("goal.rate-of-visits", formats.percent(rate(now, visits(goal, period.period())))),
        new Changes(asked.texts(), formats)
            .of((double) now, (double) read.before().getLast().reached(), true),
        GoalDrawing.spark(ends(read.days())),
        counting(asked.texts(), read.progress()));
  }

  private static GoalsView.Card card(
      PageRequest asked, Goal goal, TrafficPeriod period, Read read) {
    return new GoalsView.Card(
        path(goal) + "?" + period.query(),
        goal.name(),
        new GoalWords(asked.texts()).window(goal),
        new GoalDrawing(asked, period).funnel(goal, read.now(), read.before()),
        counting(asked.texts(), read.progress()));
  }

  private List<Tile> tiles(PageRequest asked, Goal goal, TrafficPeriod period, Read read) {
    Figures tiles = new Figures(asked.texts(), asked.formats());
    Counts now = read.now().getLast();
    Counts before = read.before().getLast();
    long whole;
    long wholeBefore;
    if (goal.isFunnel()) {
      whole = read.now().getFirst().reached();
      wholeBefore = read.before().getFirst().reached();
      List<Long> begun = read.days().stream().map(steps -> steps.getFirst().reached()).toList();
      tiles.count("goal.begun", whole, wholeBefore, begun);
      tiles.count("goal.through", now.reached(), before.reached(), ends(read.days()));
    } else {
      whole = visits(goal, period.period());
      wholeBefore = visits(goal, period.before());
      List<Long> visitors = read.days().stream().map(steps -> steps.getLast().visitors()).toList();
      tiles.count("goal.conversions", now.reached(), before.reached(), ends(read.days()));
      tiles.count("goal.visitors", now.visitors(), before.visitors(), visitors);
    }
    tiles.share(
        goal.isFunnel() ? "goal.rate-through" : "goal.rate",
        rate(now.reached(), whole),
        rate(before.reached(), wholeBefore));
    return tiles.all;
  }

  /** The large figures of a page. */
  private static final class Figures {
    private final Texts texts;
    private final Formats formats;
    private final Changes changes;
    private final List<Tile> all = new ArrayList<>();

    Figures(Texts texts, Formats formats) {
      this.texts = texts;
      this.formats = formats;
      this.changes = new Changes(texts, formats);
    }

    void count(String key, long now, long before, List<Long> days) {
      all.add(
          new Tile(
              texts.of(key),
              formats.number(now),
              List.of(),
              changes.of((double) now, (double) before, true),
              GoalDrawing.spark(days),
              "visitors"));
    }

    void share(String key, double now, double before) {
      all.add(
          new Tile(
              texts.of(key),
              formats.percent(now),
              List.of(),
              changes.ofShare(now, before, true),
              null,
              "visitors"));
    }
  }

  private long visits(Goal goal, Period period) {
    TrafficCounts total = TrafficCurve.total(curve.perDay(TrafficSlice.all(goal.site()), period));
    return total.sessions();
  }

  private static double rate(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static @Nullable Counting counting(Texts texts, Progress progress) {
    if (!progress.isUnderWay()) {
      return null;
    }
    int percent = (int) (progress.counted() * 100 / progress.days());
    return new Counting(percent, texts.of("goal.counting", progress.counted(), progress.days()));
  }

  private static String counted(Formats formats, Progress progress) {
    return progress.at() == null ? "" : formats.ago(progress.at());
  }
}
