package io.piste.report;

import java.util.List;

/**
 * Figures of contacts: one for each, or of some drawn by lot where there are too many.
 *
 * @param figures in no order
 * @param count of how many contacts
 */
public record Spread(List<Double> figures, Count count) {
  public Spread {
    figures = List.copyOf(figures);
  }

  /** How many contacts a number of figures stands for. */
  public long contacts(long figuresOf) {
    return count.exact() || figures.isEmpty()
        ? figuresOf
        : Math.round((double) figuresOf * count.number() / figures.size());
  }
}
