package io.piste.profile;

import java.util.List;

/** Interests, strongest first, and scores by name. */
public record Profile(List<WeightedTag> tags, List<Score> scores) {
  public Profile {
    tags = List.copyOf(tags);
    scores = List.copyOf(scores);
  }
}
