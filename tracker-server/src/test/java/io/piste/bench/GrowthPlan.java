package io.piste.bench;

import java.util.List;

/**
 * How much is stored at each look. A stretch is a site's events of 31 days: copies of the seed's.
 *
 * @param copies of the seed in a stretch
 * @param stretches at each look
 */
record GrowthPlan(int copies, List<Integer> stretches) {
  /** Of the seed, all that one copy holds. */
  static final int SEED_EVENTS = 5_000;

  /**
   * A site's log goes back 13 stretches, about as long as events are kept; then comes another site.
   */
  static final int STRETCHES_OF_SITE = 13;

  static final int DAYS = 31;

  /** 1, 5 and 20 million events. */
  private static final GrowthPlan FULL = new GrowthPlan(100, List.of(2, 10, 40));

  /** 100,000, 300,000 and a million. */
  private static final GrowthPlan SHORT = new GrowthPlan(10, List.of(2, 6, 20));

  /** What the words of the command line ask for: nothing, or {@code --short}. */
  static GrowthPlan of(List<String> words) {
    if (words.isEmpty()) {
      return FULL;
    }
    if (words.equals(List.of("--short"))) {
      return SHORT;
    }
    throw new DrillProblem("growth takes nothing or --short, not " + words + ".");
  }

  long events(int ofStretches) {
    return (long) ofStretches * copies * SEED_EVENTS;
  }

  int most() {
    return stretches.getLast();
  }

  /** Stretches are numbered from the first one written on. */
  Stretch stretch(int number) {
    return new Stretch(number, 1 + number / STRETCHES_OF_SITE, number % STRETCHES_OF_SITE);
  }

  int sites() {
    return stretch(most() - 1).site();
  }

  /**
   * A stretch.
   *
   * @param site its number, from 1
   * @param back how many stretches before the latest one
   */
  record Stretch(int number, int site, int back) {}
}
