package io.piste.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Figures sorted into equal steps of 1, 2 or 5 times a power of ten. The last step is open: it
 * begins where the highest 2 in 100 do, so that a few who are far ahead do not press all others
 * into one step.
 */
final class SpreadBins {
  /** About so many steps. */
  private static final int STEPS = 10;

  private static final double HIGHEST_FROM = 0.98;

  private static final double MOST = 1e12;

  /** Tolerates what a half-life leaves behind the decimals: 4.9999999 is 5. */
  private static final double TINY = 1e-6;

  /**
   * One step.
   *
   * @param from included
   * @param to not included; infinite for the last one, when it is open; {@code from} where the
   *     figures of the last one are all the same, as at a ceiling
   * @param figures how many lie in it
   */
  record Bin(double from, double to, long figures) {
    boolean isOpen() {
      return Double.isInfinite(to);
    }
  }

  private SpreadBins() {}

  /** The steps, the lowest first; none when there is no figure. */
  static List<Bin> of(List<Double> figures) {
    if (figures.isEmpty()) {
      return List.of();
    }
    List<Double> sorted = figures.stream().map(SpreadBins::sane).sorted().toList();
    double lowest = Math.min(0, sorted.getFirst());
    double highest = sorted.getLast();
    double most = sorted.get((int) Math.floor((sorted.size() - 1) * HIGHEST_FROM));
    double step = step((Math.max(most, 0) - lowest) / STEPS);
    long first = index(lowest, step);
    long last = Math.max(first, index(most, step));
    long[] counts = new long[(int) (last - first + 1)];
    for (double figure : sorted) {
      counts[(int) (Math.min(last, index(figure, step)) - first)]++;
    }
    boolean open = index(highest, step) > last;
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      double from = (first + i) * step;
      boolean end = i == counts.length - 1;
      double to = from + step;
      if (end && open) {
        to = Double.POSITIVE_INFINITY;
      } else if (end && highest - from < step * TINY) {
        to = from;
      }
      bins.add(new Bin(from, to, counts[i]));
    }
    return bins;
  }

  /** While half-lives change, what is stored may be anything for a moment. */
  private static double sane(double figure) {
    return Double.isNaN(figure) ? 0 : Math.clamp(figure, -MOST, MOST);
  }

  private static long index(double figure, double step) {
    return (long) Math.floor(figure / step + TINY);
  }

  /** The next of 1, 2 or 5 times a power of ten; 1 when nothing spreads. */
  static double step(double atLeast) {
    if (atLeast <= 0) {
      return 1;
    }
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double times : new double[] {1, 2, 5}) {
      if (atLeast <= times * power * (1 + TINY)) {
        return times * power;
      }
    }
    return 10 * power;
  }
}
