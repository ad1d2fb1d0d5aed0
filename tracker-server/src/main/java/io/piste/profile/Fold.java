package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works out a profile: it follows from the facts about a contact, the rules and the time, and from
 * nothing else (docs/adr/0091). In which order things became known makes no difference.
 */
final class Fold {
  /** What follows. */
  record Folded(Profile profile, Instant until) {}

  private final RuleBook book;
  private final Facts facts;
  private final Map<String, Double> levels = new HashMap<>();
  private final ScoreFold[] scores;
  private final BitSet once = new BitSet();
  private final Set<String> orders = new HashSet<>();
  private final @Nullable List<TagLine> gains;

  private Fold(RuleBook book, Facts facts, @Nullable List<LedgerLine> lines) {
    this.book = book;
    this.facts = facts;
    this.gains = lines == null ? null : new ArrayList<>();
    this.scores =
        book.rules().scores().stream()
            .map(score -> new ScoreFold(score, lines))
            .toArray(ScoreFold[]::new);
  }

  /** The profile at a time. */
  static Folded of(RuleBook book, Facts facts, Instant now) {
    return new Fold(book, facts, null).folded(now);
  }

  /**
   * The lines of all scores up to a time, newest first; of each score they add up to its points.
   */
  static List<LedgerLine> ledger(RuleBook book, Facts facts, Instant now) {
    return reasons(book, facts, now).scores();
  }

  /** The lines of all scores and what made every tag grow, newest first. */
  static Reasons reasons(RuleBook book, Facts facts, Instant now) {
    List<LedgerLine> lines = new ArrayList<>();
    Fold fold = new Fold(book, facts, lines);
    fold.folded(now);
    for (ScoreFold score : fold.scores) {
      score.fade(now);
    }
    List<LedgerLine> newest = new ArrayList<>(lines.reversed());
    newest.sort(Comparator.comparing(LedgerLine::at).reversed());
    List<TagLine> grown = fold.gains == null ? List.of() : fold.gains.reversed();
    return new Reasons(newest, grown);
  }

  private Folded folded(Instant now) {
    // Acts are in order already; what else there is, is put between them by its time.
    List<Step> others = others();
    int next = 0;
    for (ProfileAct act : facts.acts) {
      while (next < others.size() && !others.get(next).at().isAfter(act.at())) {
        others.get(next++).run().run();
      }
      see(act);
    }
    while (next < others.size()) {
      others.get(next++).run().run();
    }
    StageFold.Until stage = StageFold.of(book.rules().stages(), facts, now);
    return new Folded(new Profile(tags(), values(), stage.stage()), stage.until());
  }

  private record Step(Instant at, Runnable run) {}

  private List<Step> others() {
    if (facts.openings.isEmpty() && facts.clicks.isEmpty() && facts.fields.isEmpty()) {
      return List.of();
    }
    List<Step> steps = new ArrayList<>();
    facts.openings.forEach(opening -> steps.add(new Step(opening.at(), () -> open(opening))));
    facts.clicks.stream()
        .sorted(Comparator.comparing(Facts.MailClick::mail))
        .forEach(
            click ->
                steps.add(
                    new Step(
                        click.at(), () -> give(RuleKind.MAIL, click.mail(), click.at(), null))));
    new TreeMap<>(facts.fields)
        .forEach(
            (name, field) ->
                steps.add(
                    new Step(
                        facts.createdAt,
                        () -> give(RuleKind.FIELD, name, facts.createdAt, field.number()))));
    steps.sort(Comparator.comparing(Step::at));
    return steps;
  }

  private void open(Opening opening) {
    switch (opening) {
      case Opening.Weight weight -> {
        String tag = RuleBook.tag(weight.tag());
        add(tag, weight.weight(), weight.at(), book.halfLife(tag));
        gained(new TagLine(tag, null, "", weight.weight(), weight.at()));
      }
      case Opening.Points points -> {
        int place = book.placeOf(points.score());
        if (place >= 0 && !isRepeated(points)) {
          scores[place].add(points.thousandths(), points.at(), null, points.reason());
        }
      }
    }
  }

  /** Whether a rule that counts once counted already, for another browser of the contact. */
  private boolean isRepeated(Opening.Points points) {
    Long rule = points.rule();
    List<ScoreRule> rules = book.rules().scoreRules();
    for (int i = 0; rule != null && i < rules.size(); i++) {
      if (rules.get(i).id() == rule && rules.get(i).mode() == ScoreMode.ONCE) {
        boolean repeated = once.get(i);
        once.set(i);
        return repeated;
      }
    }
    return false;
  }

  private void see(ProfileAct act) {
    // The page and the shop may both tell of one order.
    if (act.kind() == ActKind.ORDER && !act.name().isEmpty() && !orders.add(act.name())) {
      return;
    }
    give(RuleKind.of(act.kind()), act.name(), act.at(), act.amount());
  }

  private void give(RuleKind kind, String name, Instant at, @Nullable BigDecimal number) {
    RuleBook.Hits hits = book.hits(kind, name);
    for (RuleBook.TagHit hit : hits.tags()) {
      if (!at.isBefore(hit.from())) {
        add(hit.tag(), hit.weight(), at, hit.halfLife());
        gained(new TagLine(hit.tag(), kind, name, hit.weight(), at));
      }
    }
    for (RuleBook.ScoreHit hit : hits.scores()) {
      if (!at.isBefore(hit.from())) {
        ScoreRule rule = book.rule(hit);
        if (rule.mode() != ScoreMode.ONCE || !once.get(hit.rule())) {
          once.set(hit.rule(), rule.mode() == ScoreMode.ONCE);
          scores[hit.score()].add(RuleBook.thousandths(rule, number), at, rule, name);
        }
      }
    }
  }

  private void add(String tag, double weight, Instant at, int halfLife) {
    double level = Levels.of(weight, at, halfLife);
    Double known = levels.get(tag);
    levels.put(tag, known == null ? level : (Double) Levels.sum(known, level, halfLife));
  }

  private void gained(TagLine line) {
    if (gains != null) {
      gains.add(line);
    }
  }

  private List<InterestTag> tags() {
    Map<String, InterestTag> tags = new TreeMap<>();
    levels.forEach(
        (tag, level) -> tags.put(tag, new InterestTag(tag, level, book.halfLife(tag), false)));
    for (String word : facts.given) {
      String tag = RuleBook.tag(word);
      double level = levels.getOrDefault(tag, Levels.NONE);
      tags.put(tag, new InterestTag(tag, level, book.halfLife(tag), true));
    }
    return List.copyOf(tags.values());
  }

  private List<ScoreValue> values() {
    List<ScoreValue> values = new ArrayList<>();
    for (ScoreFold score : scores) {
      ScoreValue value = score.value();
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }
}
