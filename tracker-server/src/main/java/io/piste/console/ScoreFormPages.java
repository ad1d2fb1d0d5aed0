package io.piste.console;

import io.piste.base.SiteId;
import io.piste.console.view.PlainFormView;
import io.piste.console.view.RuleFormView;
import io.piste.profile.Score;
import io.piste.profile.ScoreRule;
import io.piste.profile.Scores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Scores and their rules are made, changed and removed here. */
final class ScoreFormPages {
  private final Scores scores;
  private final RuleTrial trial;

  ScoreFormPages(Jdbi jdbi, InstantSource clock) {
    this.scores = new Scores(jdbi, clock);
    this.trial = new RuleTrial(jdbi);
  }

  /** An empty form of a score. */
  Answer blank(PageRequest asked) {
    TagPages.site(asked);
    return Answer.page("score_form", "score.new.title", view(ScoreForm.blank(), null, Map.of()));
  }

  /** Adds one. */
  Answer add(PageRequest asked) {
    SiteId site = TagPages.site(asked).id();
    ScoreForm form = ScoreForm.typed(asked);
    Map<String, String> mistakes = mistakes(asked, form, null);
    if (mistakes.isEmpty()) {
      Optional<Long> made = scores.add(site, form.score(0));
      if (made.isPresent()) {
        return Answer.to(ScorePages.path(made.get()));
      }
      mistakes.put("name", asked.texts().of("profile.mistake.taken"));
    }
    return Answer.mistaken("score_form", "score.new.title", view(form, null, mistakes));
  }

  /** The form of one that is there. */
  Answer edit(PageRequest asked) {
    Score score = score(asked);
    return Answer.page(
        "score_form", "score.edit.title", view(ScoreForm.of(score), score, Map.of()));
  }

  /** Changes it. */
  Answer change(PageRequest asked) {
    Score score = score(asked);
    ScoreForm form = ScoreForm.typed(asked);
    Map<String, String> mistakes = mistakes(asked, form, score);
    if (!mistakes.isEmpty()) {
      return Answer.mistaken("score_form", "score.edit.title", view(form, score, mistakes));
    }
    scores.change(TagPages.site(asked).id(), form.score(score.id()));
    return Answer.to(ScorePages.path(score.id()));
  }

  private Map<String, String> mistakes(PageRequest asked, ScoreForm form, @Nullable Score stored) {
    Map<String, String> mistakes = new HashMap<>(form.mistakes(asked.texts()));
    List<Score> all = scores.of(TagPages.site(asked).id());
    boolean taken =
        all.stream()
            .anyMatch(
                each ->
                    each.name().equalsIgnoreCase(form.name())
                        && (stored == null || each.id() != stored.id()));
    if (taken) {
      mistakes.putIfAbsent("name", asked.texts().of("profile.mistake.taken"));
    }
    if (stored == null && all.size() >= ScorePages.MOST) {
      mistakes.putIfAbsent("name", asked.texts().of("scores.full", ScorePages.MOST));
    }
    return mistakes;
  }

  /** Removes one with its rules and what contacts have of it. */
  Answer remove(PageRequest asked) {
    scores.remove(TagPages.site(asked).id(), asked.numberInPath("id"));
    return Answer.to(ScorePages.PATH);
  }

  private static PlainFormView view(
      ScoreForm form, @Nullable Score stored, Map<String, String> mistakes) {
    String path = stored == null ? ScorePages.PATH : ScorePages.path(stored.id());
    return new PlainFormView(
        path + (stored == null ? "/new" : "/edit"),
        path,
        stored == null,
        stored == null ? "" : stored.name(),
        form.values(),
        mistakes);
  }

  /** An empty form of a rule. */
  Answer blankRule(PageRequest asked) {
    return Answer.page(
        "rule_form",
        "tags.rule.new.title",
        ruleView(asked, RuleForm.blank(true, ""), null, Map.of()));
  }

  /** Adds what was typed, or tries it. */
  Answer addRule(PageRequest asked) {
    return saveRule(asked, null);
  }

  /** The form of a rule that is there. */
  Answer editRule(PageRequest asked) {
    ScoreRule rule = rule(asked);
    return Answer.page(
        "rule_form", "tags.rule.edit.title", ruleView(asked, RuleForm.of(rule), rule, Map.of()));
  }

  /** Changes it, or tries what was typed. */
  Answer changeRule(PageRequest asked) {
    return saveRule(asked, rule(asked));
  }

  private Answer saveRule(PageRequest asked, @Nullable ScoreRule stored) {
    SiteId site = TagPages.site(asked).id();
    Score score = score(asked);
    String title = stored == null ? "tags.rule.new.title" : "tags.rule.edit.title";
    RuleForm form = RuleForm.typed(asked, true);
    Map<String, String> mistakes = new HashMap<>(form.mistakes(asked.texts()));
    if (mistakes.isEmpty() && !asked.field("try").isEmpty()) {
      return Answer.page("rule_form", title, ruleView(asked, form, stored, mistakes));
    }
    if (mistakes.isEmpty() && stored == null && rules(site, score) >= ScorePages.MOST_RULES) {
      mistakes.put("form", asked.texts().of("tags.full", ScorePages.MOST_RULES));
    }
    if (mistakes.isEmpty()) {
      Instant kept = stored == null ? Instant.EPOCH : stored.countsFrom();
      long id = stored == null ? 0 : stored.id();
      ScoreRule rule = form.scoreRule(id, score.id(), kept, asked.now());
      if (stored == null) {
        scores.addRule(site, rule);
      } else if (!scores.changeRule(site, rule)) {
        mistakes.put("form", asked.texts().of("profile.mistake.twice"));
      }
    }
    return mistakes.isEmpty()
        ? Answer.to(ScorePages.path(score.id()))
        : Answer.mistaken("rule_form", title, ruleView(asked, form, stored, mistakes));
  }

  private long rules(SiteId site, Score score) {
    return scores.rules(site).stream().filter(rule -> rule.score() == score.id()).count();
  }

  /** Removes a rule; one that is gone is left alone. */
  Answer removeRule(PageRequest asked) {
    Score score = score(asked);
    scores.removeRule(TagPages.site(asked).id(), asked.numberInPath("rule"));
    return Answer.to(ScorePages.path(score.id()));
  }

  private RuleFormView ruleView(
      PageRequest asked, RuleForm form, @Nullable ScoreRule stored, Map<String, String> mistakes) {
    SiteId site = TagPages.site(asked).id();
    Score score = score(asked);
    RuleWords words = new RuleWords(asked);
    String back = ScorePages.path(score.id());
    boolean tried = mistakes.isEmpty() && !asked.field("try").isEmpty();
    return new RuleFormView(
        back + "/rules/" + (stored == null ? "new" : stored.id()),
        back,
        stored == null,
        score.name(),
        form.values(),
        words.kinds(),
        words.modes(),
        trial.known(asked, site),
        List.of(),
        words.froms(stored == null ? null : stored.countsFrom()),
        trial.effect(asked, site),
        tried ? trial.of(asked, site, form.match()) : null,
        mistakes);
  }

  private Score score(PageRequest asked) {
    return scores
        .byId(TagPages.site(asked).id(), asked.numberInPath("id"))
        .orElseThrow(TagPages::missing);
  }

  private ScoreRule rule(PageRequest asked) {
    long id = asked.numberInPath("rule");
    long score = score(asked).id();
    return scores.rules(TagPages.site(asked).id()).stream()
        .filter(rule -> rule.id() == id && rule.score() == score)
        .findFirst()
        .orElseThrow(TagPages::missing);
  }
}
