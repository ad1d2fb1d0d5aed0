package io.piste.profile;

import io.piste.base.SiteId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** The simplest rules: what a page says about who reads it. Thread-safe. */
public final class ProfileRules {
  private final TagRules tags;
  private final Scores scores;

  /** Reads and writes through the given pool. */
  public ProfileRules(Jdbi jdbi, InstantSource clock) {
    this.tags = new TagRules(jdbi, clock);
    this.scores = new Scores(jdbi, clock);
  }

  /** A page whose path fits adds weight to a tag; more than 0. */
  public void addTagRule(SiteId site, String pattern, String tag, BigDecimal weight) {
    tags.add(
        site, new TagRule(0, new RuleMatch(RuleKind.PAGE, pattern), tag, weight, Instant.EPOCH));
  }

  /** A page whose path fits adds points, each time, to a score, which is made if need be. */
  public void addScoreRule(SiteId site, String pattern, String score, BigDecimal points) {
    scores.addRule(
        site,
        new ScoreRule(
            0,
            numberOf(site, score),
            ScoreMode.EACH,
            new RuleMatch(RuleKind.PAGE, pattern),
            points,
            Instant.EPOCH));
  }

  /** Gives a new site one rule of each kind, so that its owner sees how they work. */
  public void addExamples(SiteId site) {
    addTagRule(site, "/blog/*", "blog", BigDecimal.ONE);
    addScoreRule(site, "/checkout*", "intent", BigDecimal.TEN);
  }

  private long numberOf(SiteId site, String score) {
    return scores
        .add(site, Score.plain(score))
        .or(
            () ->
                scores.of(site).stream()
                    .filter(known -> known.name().equalsIgnoreCase(score))
                    .findFirst()
                    .map(Score::id))
        .orElseThrow(() -> new IllegalStateException("the score was removed meanwhile"));
  }
}
