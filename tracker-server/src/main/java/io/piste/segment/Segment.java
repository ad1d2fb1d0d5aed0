package io.piste.segment;

import io.piste.base.SiteId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A segment of a site.
 *
 * @param rule null: a static segment, filled by hand
 * @param version grows with each change of the rule, and of a segment that the rule names
 * @param filled the version that all its members were worked out for
 */
public record Segment(
    long id,
    SiteId site,
    String name,
    String description,
    @Nullable Rule rule,
    int version,
    int filled,
    Instant madeAt,
    Instant changedAt) {

  /** Whether it is filled by hand. */
  public boolean isStatic() {
    return rule == null;
  }

  /** Whether its members are all worked out for its present rule. */
  public boolean isFilled() {
    return rule == null || filled >= version;
  }
}
