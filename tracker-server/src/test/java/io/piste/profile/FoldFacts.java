package io.piste.profile;

import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import io.piste.content.Library;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rules and facts for tests of the fold, without a database. */
final class FoldFacts {
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
  static final VisitorId LAPTOP = new VisitorId(new UUID(1, 1));

  final List<TagRule> tags = new ArrayList<>();
  final Map<String, Integer> halfLives = new TreeMap<>();
  final List<Score> scores = new ArrayList<>();
  final List<ScoreRule> rules = new ArrayList<>();
  final List<Library.Words> words = new ArrayList<>();
  final Facts facts = new Facts(new ContactId(1), START);
  StageRule stages = StageRule.USUAL;

  static Instant day(double days) {
    return START.plusMillis(Math.round(days * Duration.ofDays(1).toMillis()));
  }

  FoldFacts tag(RuleKind kind, String pattern, String tag, String weight) {
    tags.add(
        new TagRule(
            tags.size() + 1,
            new RuleMatch(kind, pattern),
            tag,
            new BigDecimal(weight),
            Instant.EPOCH));
    return this;
  }

  FoldFacts score(int halfLife, @Nullable String floor, @Nullable String ceiling) {
    long id = scores.size() + 1L;
    scores.add(new Score(id, "score " + id, "", halfLife, decimal(floor), decimal(ceiling)));
    return this;
  }

  /** For the score that was added last. */
  FoldFacts rule(ScoreMode mode, RuleKind kind, String pattern, String value) {
    rules.add(
        new ScoreRule(
            rules.size() + 1,
            scores.size(),
            mode,
            new RuleMatch(kind, pattern),
            new BigDecimal(value),
            Instant.EPOCH));
    return this;
  }

  FoldFacts act(double day, ActKind kind, String name, @Nullable String amount) {
    facts.acts.add(new ProfileAct(LAPTOP, day(day), kind, name, decimal(amount)));
    facts.acts.sort(ProfileAct.OLDEST_FIRST);
    return this;
  }

  FoldFacts page(double day, String path) {
    return act(day, ActKind.PAGE, path, null);
  }

  RuleBook book() {
    return new RuleBook(new Rules(tags, halfLives, scores, rules, stages, words));
  }

  Profile at(double day) {
    return Fold.of(book(), facts, day(day)).profile();
  }

  Instant until(double day) {
    return Fold.of(book(), facts, day(day)).until();
  }

  /** Points of the first score, as text. */
  String points(double day) {
    return at(day).pointsAt(1, day(day)).stripTrailingZeros().toPlainString();
  }

  /** Lines of the first score, oldest first: cause and points. */
  List<String> lines(double day) {
    return Fold.ledger(book(), facts, day(day)).reversed().stream()
        .filter(line -> line.score() == 1)
        .map(line -> line.cause() + " " + line.points().stripTrailingZeros().toPlainString())
        .toList();
  }

  private static @Nullable BigDecimal decimal(@Nullable String number) {
    return number == null ? null : new BigDecimal(number);
  }
}
