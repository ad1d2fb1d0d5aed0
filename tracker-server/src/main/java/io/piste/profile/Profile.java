package io.piste.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a contact by what they did: it says what it is worth at any time.
 *
 * @param tags in the order of their names
 * @param scores in the order of their numbers; a score that nothing was added to is not there
 */
public record Profile(List<InterestTag> tags, List<ScoreValue> scores, Stage stage) {
  /** Nothing yet. */
  public static final Profile NONE = new Profile(List.of(), List.of(), Stage.ENGAGEMENT);

  public Profile {
    tags = List.copyOf(tags);
    scores = List.copyOf(scores);
  }

  /** The same at another stage. */
  Profile at(Stage other) {
    return new Profile(tags, scores, other);
  }

  /** A tag by its name. */
  public Optional<InterestTag> tag(String name) {
    return tags.stream().filter(tag -> tag.tag().equalsIgnoreCase(name)).findFirst();
  }

  /** How much a tag weighs at a time; 0 when it is not there. */
  public double weightAt(String name, Instant now) {
    return tag(name).map(tag -> tag.weightAt(now)).orElse(0.0);
  }

  /** The points of a score at a time; 0 when nothing was added to it. */
  public BigDecimal pointsAt(long score, Instant now) {
    return scores.stream()
        .filter(value -> value.score() == score)
        .findFirst()
        .map(value -> value.pointsAt(now))
        .orElse(BigDecimal.ZERO);
  }

  /** The tags, the heaviest first. */
  public List<InterestTag> heaviest(Instant now) {
    return tags.stream()
        .sorted(
            Comparator.comparingDouble((InterestTag tag) -> tag.weightAt(now))
                .reversed()
                .thenComparing(InterestTag::tag))
        .toList();
  }
}
