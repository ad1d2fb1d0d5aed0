package io.piste.segment;

import java.util.List;

/**
 * What became of a wish to keep a segment.
 *
 * @param id its number; 0 when it was not kept
 * @param mistakes why not; empty when it was
 * @param ruleMistakes what of it is wrong with the rule
 */
public record SavedSegment(long id, List<SegmentMistake> mistakes, List<RuleMistake> ruleMistakes) {
  public SavedSegment {
    mistakes = List.copyOf(mistakes);
    ruleMistakes = List.copyOf(ruleMistakes);
  }

  /** Whether it was kept. */
  public boolean isKept() {
    return mistakes.isEmpty();
  }
}
