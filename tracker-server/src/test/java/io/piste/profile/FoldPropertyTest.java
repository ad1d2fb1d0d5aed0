package io.piste.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.piste.base.ContactId;
import io.piste.base.VisitorId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What holds for any rules and any acts; the seed of what does not hold is told. */
final class FoldPropertyTest {
  private static final int WORLDS = 300;
  private static final int MINUTES = 400 * 24 * 60;

  @Test
  void a_score_is_the_sum_of_its_ledger_at_any_time() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      RuleBook book = rules(random);
      Facts facts = facts(acts(random, 40));
      Instant now = FoldFacts.day(400 + random.nextInt(100));
      Profile profile = Fold.of(book, facts, now).profile();
      Map<Long, BigDecimal> sums = new HashMap<>();
      Fold.ledger(book, facts, now)
          .forEach(line -> sums.merge(line.score(), line.points(), BigDecimal::add));
      for (Score score : book.rules().scores()) {
        BigDecimal points = profile.pointsAt(score.id(), now);
        assertEquals(
            0,
            points.compareTo(sums.getOrDefault(score.id(), BigDecimal.ZERO)),
            "seed " + seed + ", " + score);
        assertBounded(score, points, seed);
      }
    }
  }

  @Test
  void a_tag_weighs_what_is_left_of_all_that_made_it_grow() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      RuleBook book = rules(random);
      Facts facts = facts(acts(random, 40));
      Instant now = FoldFacts.day(400 + random.nextInt(100));
      Profile profile = Fold.of(book, facts, now).profile();
      Map<String, Double> left = new HashMap<>();
      for (TagLine line : Fold.reasons(book, facts, now).tags()) {
        double level = Levels.of(line.weight(), line.at(), book.halfLife(line.tag()));
        left.merge(line.tag(), Levels.weightAt(level, now, book.halfLife(line.tag())), Double::sum);
      }
      assertEquals(profile.tags().size(), left.size(), "seed " + seed);
      for (InterestTag tag : profile.tags()) {
        double weight = tag.weightAt(now);
        assertEquals(
            weight, left.getOrDefault(tag.tag(), 0.0), 1e-6 * (1 + weight), "seed " + seed + tag);
      }
    }
  }

  @Test
  void what_was_worked_out_earlier_is_worth_as_much_as_what_is_worked_out_now() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      RuleBook book = rules(random);
      Facts facts = facts(acts(random, 40));
      Instant now = FoldFacts.day(400 + random.nextInt(100));
      Profile then = Fold.of(book, facts, FoldFacts.day(400)).profile();
      Profile fresh = Fold.of(rules(new Random(seed)), facts, now).profile();
      assertEquals(fresh.tags(), then.tags(), "seed " + seed);
      assertEquals(fresh.scores(), then.scores(), "seed " + seed);
    }
  }

  @Test
  void the_order_in_which_acts_of_two_browsers_are_found_does_not_matter() {
    for (long seed = 0; seed < WORLDS; seed++) {
      Random random = new Random(seed);
      RuleBook book = rules(random);
      List<ProfileAct> acts = acts(random, 40);
      Profile one = Fold.of(book, facts(acts), FoldFacts.day(400)).profile();
      Collections.shuffle(acts, random);
      assertEquals(one, Fold.of(book, facts(acts), FoldFacts.day(400)).profile(), "seed " + seed);
    }
  }

  private static void assertBounded(Score score, BigDecimal points, long seed) {
    BigDecimal floor = score.floor();
    BigDecimal ceiling = score.ceiling();
    assertEquals(points, floor == null ? points : points.max(floor), "seed " + seed);
    assertEquals(points, ceiling == null ? points : points.min(ceiling), "seed " + seed);
  }

  static Facts facts(List<ProfileAct> acts) {
    Facts facts = new Facts(new ContactId(1), FoldFacts.START);
    facts.acts.addAll(acts);
    facts.acts.sort(ProfileAct.OLDEST_FIRST);
    return facts;
  }

  static List<ProfileAct> acts(Random random, int most) {
    List<ProfileAct> acts = new ArrayList<>();
    int count = random.nextInt(most);
    for (int i = 0; i < count; i++) {
      ActKind kind = any(List.of(ActKind.values()), random);
      // Few moments, so that several acts are of one.
      Instant at =
          FoldFacts.START.plus(Duration.ofMinutes(random.nextInt(MINUTES) / 60_000 * 60_000L));
      BigDecimal amount =
          random.nextInt(3) == 0
              ? null
              : BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, 4);
      acts.add(
          new ProfileAct(
              new VisitorId(new UUID(0, random.nextInt(2))),
              at,
              kind,
              "/" + (char) ('a' + random.nextInt(4)),
              amount));
    }
    return acts;
  }

  private static RuleBook rules(Random random) {
    FoldFacts world = new FoldFacts();
    for (int i = 0; i < 5; i++) {
      world.tag(kind(random), pattern(random), "tag " + random.nextInt(3), "1.25");
    }
    world.halfLives.put("tag 1", 7);
    world.halfLives.put("tag 2", 0);
    for (int i = 0; i < 4; i++) {
      world.score(
          random.nextBoolean() ? 0 : 1 + random.nextInt(60),
          random.nextBoolean() ? null : "-3.5",
          random.nextBoolean() ? null : "20");
      for (int r = 0; r < 3; r++) {
        ScoreMode mode = any(List.of(ScoreMode.values()), random);
        BigDecimal value = BigDecimal.valueOf(random.nextInt(20_000) - 8_000, 3);
        world.rule(mode, kind(random), pattern(random), value.toPlainString());
      }
    }
    return world.book();
  }

  private static RuleKind kind(Random random) {
    ActKind kind = any(List.of(ActKind.values()), random);
    return RuleKind.of(kind);
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }

  private static String pattern(Random random) {
    return random.nextInt(3) == 0 ? "*" : "/" + (char) ('a' + random.nextInt(4));
  }
}
