package io.piste.profile;

import java.util.List;

/**
 * Why the figures of a profile are what they are.
 *
 * @param scores lines of all scores, newest first
 * @param tags what made tags grow, newest first; tags given by hand are not here
 */
public record Reasons(List<LedgerLine> scores, List<TagLine> tags) {
  /** Nothing is known. */
  public static final Reasons NONE = new Reasons(List.of(), List.of());

  /** Copies the lists. */
  public Reasons {
    scores = List.copyOf(scores);
    tags = List.copyOf(tags);
  }

  /** The newest lines of each. */
  Reasons limited(int limit) {
    return new Reasons(scores.stream().limit(limit).toList(), tags.stream().limit(limit).toList());
  }
}
