package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.MiniBar;
import io.piste.console.view.ScoreView;
import io.piste.console.view.ScoreView.Fact;
import io.piste.console.view.ScoresView;
import io.piste.profile.ProfileRuns;
import io.piste.profile.Score;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import io.piste.report.Carrier;
import io.piste.report.Count;
import io.piste.report.ScoreFigures;
import io.piste.report.Spread;
import io.piste.site.Site;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How warm contacts are: the scores of a site, and each on its own. */
final class ScorePages {
  static final String PATH = "/console/profiles/scores";
  static final String TITLE = "scores.title";

  /** So many scores of a site at most, and so many rules of each. */
  static final int MOST = 30;

  static final int MOST_RULES = 100;

  private static final int SHOWN = 50;

  private final Scores scores;
  private final ScoreFigures figures;
  private final ProfileRuns runs;

  ScorePages(Jdbi jdbi, InstantSource clock) {
    this.scores = new Scores(jdbi, clock);
    this.figures = new ScoreFigures(jdbi);
    this.runs = new ProfileRuns(jdbi, clock);
  }

  /** All of them. */
  Answer list(PageRequest asked) {
    Optional<Site> chosen = asked.site();
    if (chosen.isEmpty()) {
      return Answer.page("overview_empty", TITLE, new Object());
    }
    SiteId site = chosen.get().id();
    List<Score> all = scores.of(site);
    List<ScoreRule> rules = scores.rules(site);
    Map<Long, Spread> spreads =
        figures.inShort(all.stream().map(score -> of(site, score)).toList(), asked.now());
    List<ScoresView.Card> cards = new ArrayList<>();
    for (Score score : all) {
      Spread spread = spreads.getOrDefault(score.id(), new Spread(List.of(), Count.NONE));
      cards.add(card(asked, score, rules, spread));
    }
    return Answer.page(
        "scores",
        TITLE,
        new ScoresView(new RunWords(runs).of(asked, site), cards, MOST, all.size() >= MOST));
  }

  private ScoresView.Card card(
      PageRequest asked, Score score, List<ScoreRule> rules, Spread spread) {
    long count = rules.stream().filter(rule -> rule.score() == score.id()).count();
    List<MiniBar> bars = SpreadDrawing.mini(spread);
    List<Carrier> first =
        bars.isEmpty()
            ? List.of()
            : figures.highest(of(TagPages.site(asked).id(), score), asked.now(), 1);
    return new ScoresView.Card(
        path(score.id()),
        score.name(),
        score.description(),
        new CountWords(asked.texts(), asked.formats()).contacts(spread.count()),
        first.isEmpty()
            ? ""
            : asked.texts().of("scores.highest", asked.formats().figure(first.getFirst().figure())),
        count == 0
            ? asked.texts().of("scores.rules.none")
            : asked.texts().count("scores.rules", count),
        bars,
        bars.isEmpty() ? "" : new SpreadDrawing(asked).chart("points", spread).summary());
  }

  /** One of them: who has how many points, and for what. */
  Answer show(PageRequest asked) {
    SiteId site = TagPages.site(asked).id();
    Score score = score(asked);
    ScoreFigures.Of of = of(site, score);
    Spread points = figures.points(of, asked.now());
    List<Carrier> highest = figures.highest(of, asked.now(), SHOWN);
    List<ScoreRule> rules =
        scores.rules(site).stream().filter(rule -> rule.score() == score.id()).toList();
    RuleWords words = new RuleWords(asked);
    return Answer.page(
        "score",
        TITLE,
        new ScoreView(
            new RunWords(runs).of(asked, site),
            score.name(),
            score.description(),
            path(score.id()),
            figures(asked, points, highest),
            facts(asked, score),
            rules.stream()
                .map(rule -> new ScoreView.Rule(words.line(rule), words.mode(rule)))
                .toList(),
            points.figures().isEmpty() ? null : new SpreadDrawing(asked).chart("points", points),
            new Carriers(asked).rows(highest),
            rules.size() >= MOST_RULES));
  }

  private static List<Fact> figures(PageRequest asked, Spread points, List<Carrier> highest) {
    if (points.figures().isEmpty()) {
      return List.of();
    }
    List<Double> sorted = points.figures().stream().sorted().toList();
    double most = highest.isEmpty() ? sorted.getLast() : highest.getFirst().figure();
    return List.of(
        new Fact(
            asked.texts().of("score.people"),
            new CountWords(asked.texts(), asked.formats()).of(points.count())),
        new Fact(
            asked.texts().of("score.middle"),
            asked.formats().figure(sorted.get(sorted.size() / 2))),
        new Fact(asked.texts().of("score.most"), asked.formats().figure(most)));
  }

  private static List<Fact> facts(PageRequest asked, Score score) {
    return List.of(
        new Fact(asked.texts().of("score.fades"), new RuleWords(asked).fades(score.halfLifeDays())),
        new Fact(asked.texts().of("score.floor"), bound(asked, score.floor())),
        new Fact(asked.texts().of("score.ceiling"), bound(asked, score.ceiling())));
  }

  private static String bound(PageRequest asked, @Nullable BigDecimal bound) {
    return bound == null
        ? asked.texts().of("score.no-bound")
        : asked.formats().figure(bound.doubleValue());
  }

  /** Works everybody out anew. */
  Answer recompute(PageRequest asked) {
    Score score = score(asked);
    SiteId site = TagPages.site(asked).id();
    boolean running = runs.latest(site).filter(run -> run.isUnfinished()).isPresent();
    if (!running) {
      runs.ask(site);
    }
    return Answer.to(path(score.id()));
  }

  private Score score(PageRequest asked) {
    return scores
        .byId(TagPages.site(asked).id(), asked.numberInPath("id"))
        .orElseThrow(TagPages::missing);
  }

  private static ScoreFigures.Of of(SiteId site, Score score) {
    return new ScoreFigures.Of(site, score.id(), Duration.ofDays(score.halfLifeDays()));
  }

  static String path(long score) {
    return PATH + "/" + score;
  }
}
