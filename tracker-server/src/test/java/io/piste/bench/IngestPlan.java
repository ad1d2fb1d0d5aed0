package io.piste.bench;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * How long the bench measures.
 *
 * @param visitors each with a consent of their own
 * @param rounds of alternating runs, whose medians count
 * @param warmUp before the first round, for each of the ways
 * @param run one way in one round
 * @param steady at the fixed rate that has to be followed
 * @param aimed at the fixed rate that is aimed at
 */
record IngestPlan(
    int visitors, int rounds, Duration warmUp, Duration run, Duration steady, Duration aimed) {
  private static final Set<String> WORDS = Set.of("--short", "--turns", "--rate");

  /**
   * Before a minute is over, a third of the processor is still the compiler's, not the server's.
   */
  private static final IngestPlan FULL =
      new IngestPlan(20_000, 5, seconds(60), seconds(10), seconds(300), seconds(120));

  /** Says whether things work, and little about how fast. */
  private static final IngestPlan SHORT =
      new IngestPlan(20_000, 3, seconds(8), seconds(5), seconds(20), seconds(20));

  /**
   * What the words of the command line ask for: nothing for all of it, {@code --short}; {@code
   * --turns} or {@code --rate} for one half.
   */
  static IngestPlan of(List<String> words) {
    if (!WORDS.containsAll(words)) {
      throw new IllegalArgumentException("ingest takes " + WORDS + ", not " + words);
    }
    IngestPlan plan = words.contains("--short") ? SHORT : FULL;
    return words.contains("--turns")
        ? plan.with(plan.rounds, Duration.ZERO)
        : words.contains("--rate") ? plan.with(0, plan.steady) : plan;
  }

  private IngestPlan with(int turns, Duration fixed) {
    return new IngestPlan(visitors, turns, warmUp, run, fixed, fixed.isZero() ? fixed : aimed);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  boolean hasTurns() {
    return rounds > 0;
  }

  boolean hasFixedRate() {
    return !steady.isZero();
  }
}
